"""Files of places become layers: rows are checked one by one, a layer appears whole or not at all."""

import http.server
import json
import lzma
import threading
import zipfile

import pytest
from click.testing import CliRunner

from dateline.cli.gazetteer import gazetteer as command
from dateline.gazetteer import Gazetteer, Layer, LayerError
from dateline.gazetteer.add import add_file, remove_layer
from dateline.gazetteer.fetch import FetchError, fetch_country
from dateline.gazetteer.formats import FormatError, country_code, middle, point

GOOD = "name,lat,lon,type,alternates\nTell Zar,36.1,43.2,village,Tal Zar;تل زار\nUmm Dib,35.9,43.0,village,\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    return tmp_path


def geonames_line(
    ident, name, lat, lon, *, group="P", code="PPL", country="IQ", a1="15", a2="", people="0", alternates=""
):
    parts = [
        ident,
        name,
        name,
        alternates,
        lat,
        lon,
        group,
        code,
        country,
        "",
        a1,
        a2,
        "",
        "",
        people,
        "",
        "200",
        "Asia/Baghdad",
        "2020-01-01",
    ]
    return "\t".join(parts) + "\n"


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_csv_becomes_a_layer_that_later_runs_use(home):
    added = add_file(write(home / "own.csv", GOOD), licence="CC0")
    assert (added.name, added.places, added.left_out) == ("own", 2, 0)
    store = Gazetteer.open()
    assert [(c.place.name, c.place.layer, c.how) for c in store.candidates("Tal Zar")] == [
        ("Tell Zar", "own", "alternate")
    ]
    assert store.candidates("تل زار")[0].place.lat == 36.1
    assert store.layers[-1].meta["licence"] == "CC0"
    remove_layer("own")
    assert Gazetteer.open().candidates("Tal Zar") == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",36,43,village,", "no name"),
        ("Nowhere,,,village,", "no point"),
        ("Nowhere,north,43,village,", "no point"),
        ("Nowhere,91,43,village,", "out of range"),
        ("Nowhere,36,-181,village,", "out of range"),
        ("Nowhere,0,0,village,", "0/0"),
        ("Nowhere,nan,43,village,", "out of range"),
        ("Nowhere,inf,43,village,", "out of range"),
    ],
)
def test_a_bad_row_is_reported_with_its_place_and_the_rest_kept(home, row, reason):
    added = add_file(write(home / "own.csv", GOOD + row + "\n"))
    assert (added.places, added.left_out) == (2, 1)
    assert added.notices[0].place == "row 4"
    assert reason in added.notices[0].reason


def test_letters_that_are_no_utf8_are_reported_and_the_rest_kept(home):
    added = add_file(write(home / "own.csv", GOOD.encode() + b"Caf\xe9,36,43,village,\n"))
    assert (added.places, added.left_out) == (2, 1)
    assert "UTF-8" in added.notices[0].reason


def test_an_id_that_comes_twice_is_kept_once(home):
    text = "id,name,lat,lon\n7,Tell Zar,36.1,43.2\n7,Umm Dib,35.9,43.0\n"
    added = add_file(write(home / "own.csv", text))
    assert (added.places, added.left_out) == (1, 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("town,x1,y1\nA,1,2\n", "no column for name, lat, lon"),
        ('{"type": "FeatureCollection"}', "no list of features"),
        ("{broken", "no JSON"),
        ("name,lat,lon\n,,\n", "no place at all"),
        (b"\x00\x01\x02", "no column"),
    ],
)
def test_a_file_without_places_is_refused_and_leaves_no_layer(home, content, reason):
    with pytest.raises(FormatError, match=reason):
        add_file(write(home / "bad.csv", content))
    assert list((home / "home").rglob("*.sqlite*")) == []


def test_a_zip_with_a_path_outside_is_refused(home):
    path = home / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    with pytest.raises(FormatError, match="points outside"):
        add_file(path)


def test_rows_of_two_layers_are_two_places(home):
    add_file(write(home / "one.csv", "name,lat,lon\nUmm Dib,35.9,43.0\n"))
    add_file(write(home / "two.csv", "name,lat,lon\nUmm Dib,30.0,31.0\n"))
    assert [c.place.layer for c in Gazetteer.open().candidates("Umm Dib")] == ["one", "two"]


def test_a_name_in_another_spelling_shows_the_most_alike_first():
    found = Gazetteer.open(user_layers=False).lookup("Qayara")
    assert found[0].place.name == "Al Qayyārah"
    assert found[0].how == "skeleton"


def test_a_failed_addition_leaves_the_layer_of_that_name_as_it_was(home):
    add_file(write(home / "own.csv", GOOD))
    with pytest.raises(FormatError):
        add_file(write(home / "own.csv", "name,lat,lon\nx,0,0\n"))
    assert Gazetteer.open().candidates("Umm Dib") != ()


def test_a_geonames_dump_gives_kinds_areas_and_alternates(home):
    lines = geonames_line("1", "Zarqiya", "36", "43", group="A", code="ADM1", a1="99")
    lines += geonames_line("2", "Kharab", "36.2", "43.1", a1="99", people="120000", alternates="Harab,خراب,harab,KHB")
    lines += geonames_line("3", "Kharab Air Base", "36.3", "43.2", group="S", code="AIRB", a1="99")
    lines += "broken line\n"
    path = home / "IQ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "read me")
        archive.writestr("IQ.txt", lines)
    added = add_file(path, name="iq")
    assert (added.places, added.left_out) == (3, 1)
    found = {c.place.name: c.place for c in Gazetteer.open().candidates("Harab")}
    assert found["Kharab"].kind == "city"
    assert found["Kharab"].admin1 == "Zarqiya"
    assert Gazetteer.open().candidates("Kharab Air Base")[0].place.kind == "air_base"


def test_a_whos_on_first_table_is_read(home):
    header = (
        "wof_id\tgeonames_id\tplacetype\tname\tlat\tlon\tpopulation\tadmin1\tadmin2\tadmin1_wof\tadmin2_wof\taltnames\n"
    )
    path = home / "IQ.tsv.xz"
    path.write_bytes(
        lzma.compress((header + "5\t\tlocality\tZarzar\t36\t43\t10\tNorth\t\t\t\tZorzurba;زرزر\n").encode())
    )
    assert add_file(path, name="wof").places == 1
    place = Gazetteer.open().candidates("Zorzurba")[0].place
    assert (place.ref, place.country, place.kind, place.admin1) == ("wof:5", "IQ", "village", "North")


def test_geojson_points_and_areas_are_read(home):
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [43.1, 36.2]}, "properties": {"name": "Zarabad", "place": "hamlet", "name:ar": "زراباد"}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[43, 36], [44, 36], [44, 37], [43, 36]]]}, "properties": {"ADM2_EN": "Zar District"}},
        {"type": "Feature", "geometry": None, "properties": {"name": "Lost"}},
        "nonsense",
    ]  # fmt: skip
    path = write(home / "osm.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    added = add_file(path)
    assert (added.places, added.left_out) == (2, 2)
    assert Gazetteer.open().candidates("زراباد")[0].place.kind == "village"


def test_deep_geometry_is_no_bomb():
    shape: list = []
    for _ in range(5000):
        shape = [shape]
    assert middle({"coordinates": shape}) is None


@pytest.mark.parametrize(("lat", "lon", "ok"), [("36", "43", True), ("-90", "180", True), ("90.1", "0", False), (None, "1", False), ("0", "0", False)])  # fmt: skip
def test_points_are_checked(lat, lon, ok):
    assert isinstance(point(lat, lon), tuple) is ok


def test_a_file_that_is_no_layer_is_named(home, tmp_path):
    with pytest.raises(LayerError, match="not a gazetteer layer"):
        Layer(write(tmp_path / "x.sqlite", "no database"))
    with pytest.raises(LayerError, match="no gazetteer layer at"):
        Layer(tmp_path / "missing.sqlite")


class TestCommand:
    """``dateline gazetteer``"""

    def test_add_list_lookup_remove(self, home):
        path = write(home / "own.csv", GOOD)
        run = CliRunner().invoke
        preview = run(command, ["add", str(path), "--preview"])
        assert "2 places would be added" in preview.output
        assert "added as layer 'own'" in run(command, ["add", str(path), "--licence", "CC0"]).output
        assert "own\t2 places" in run(command, ["list"]).output
        told = run(command, ["lookup", "Tal Zar", "--explain"]).output
        assert "Tell Zar (village" in told
        assert "<- alternate key 'tal zar'" in told
        assert run(command, ["remove", "own"]).exit_code == 0
        missing = run(command, ["remove", "own"])
        assert missing.exit_code == 1
        assert "there are: none" in missing.output

    def test_an_unknown_name_says_what_to_do(self, home):
        result = CliRunner().invoke(command, ["lookup", "Xqzzyt"])
        assert result.exit_code == 1
        assert "gazetteer add FILE" in result.output


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "www"
    folder.mkdir()
    with zipfile.ZipFile(folder / "IQ.zip", "w") as archive:
        archive.writestr("IQ.txt", geonames_line("9", "Zurbat", "36", "43"))

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(folder))

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}/{{country}}.zip"
        made.shutdown()
        thread.join()


def test_get_fetches_a_dump_and_adds_it(home, server):
    added = fetch_country("iq", url=server)
    assert (added.name, added.places) == ("geonames-iq", 1)
    assert Gazetteer.open().candidates("Zurbat")[0].place.ref == "gn:9"


@pytest.mark.parametrize(
    ("country", "reason"), [("XX", "could not be fetched"), ("Iraq", "no country code"), ("../", "no country code")]
)
def test_get_says_what_went_wrong(home, server, country, reason):
    with pytest.raises(FetchError, match=reason):
        fetch_country(country, url=server)


def test_degrees_may_have_a_decimal_comma(home):
    path = write(home / "own.csv", "Name;Latitude;Longitude\nTell Zar;36,25;43,5\n")

    assert [(p.lat, p.lon) for p in add_file(path).sample] == [(36.25, 43.5)]


def test_a_spreadsheet_saved_as_utf_16_is_read(home):
    added = add_file(write(home / "own.csv", GOOD.encode("utf-16")))

    assert (added.places, added.left_out) == (2, 0)


def test_a_file_in_another_encoding_is_refused_with_what_to_do(home):
    path = write(home / "own.csv", "name,lat,lon\nБахмут,48.59,38.0\n".encode("cp1251"))

    with pytest.raises(FormatError, match="save the file as UTF-8"):
        add_file(path)


def test_a_row_without_an_id_that_repeats_name_and_point_is_left_out(home):
    added = add_file(write(home / "own.csv", GOOD + "Umm Dib,35.9,43.0,village,\nUmm Dib,36.9,43.0,village,\n"))

    assert (added.places, added.left_out) == (3, 1)
    assert "same name and point" in added.notices[0].reason


@pytest.mark.parametrize(
    ("told", "code"),
    [("Iraq", "IQ"), ("Iran", "IR"), ("SYR", "SY"), ("ua", "UA"), ("Türkiye", "TR"), ("Erewhon", ""), ("", "")],
)
def test_countries_are_known_by_code_or_name(told, code):
    assert country_code(told) == code


def test_boundaries_of_the_humanitarian_exchange_are_areas_with_their_other_names(home):
    ring = [[42.0, 35.0], [43.0, 35.0], [43.0, 36.0], [42.0, 35.0]]
    names = {"ADM2_EN": "Tell Zar", "ADM2_AR": "تل زار", "ADM2_PCODE": "IQ0101", "ADM1_EN": "Ninewa", "ADM0_EN": "Iraq"}
    feature = {"type": "Feature", "properties": names, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = write(home / "adm2.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))

    (row,) = add_file(path).sample

    assert (row.name, row.kind, row.country, row.admin1) == ("Tell Zar", "admin2", "IQ", "Ninewa")
    assert row.alternates == ("تل زار",)
    assert row.ref == "IQ0101"


def test_a_dump_names_areas_whose_rows_come_after_their_places(home):
    village = geonames_line("1", "Tell Zar", "36.1", "43.2", a2="2")
    areas = geonames_line("2", "Nineveh", "36", "43", group="A", code="ADM1") + geonames_line(
        "3", "Hatra District", "35.6", "42.7", group="A", code="ADM2", a2="2"
    )

    row = add_file(write(home / "IQ.txt", village + areas)).sample[0]

    assert (row.name, row.admin1, row.admin2) == ("Tell Zar", "Nineveh", "Hatra District")
