"""Packs the outlines of countries that the situation report draws behind its map.

Data: npm package world-atlas 2.0.2 (ISC licence), file countries-50m.json: Natural Earth 1:50m admin-0 countries,
public domain. Run: ``npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz`` and then
``python training/outlines.py package/countries-50m.json``. The same input gives the same bytes.
"""

import json
import lzma
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "dateline" / "web" / "data" / "countries-50m.json.xz"


def main(source: str) -> None:
    topology = json.loads(Path(source).read_bytes())
    countries = topology["objects"]["countries"]["geometries"]
    kept = {
        "scale": topology["transform"]["scale"],
        "translate": topology["transform"]["translate"],
        "arcs": topology["arcs"],
        "countries": [
            {"name": c["properties"]["name"], "rings": c["arcs"] if c["type"] == "MultiPolygon" else [c["arcs"]]}
            for c in countries
            if c["type"] in {"Polygon", "MultiPolygon"}
        ],
    }
    packed = lzma.compress(json.dumps(kept, separators=(",", ":")).encode(), preset=9 | lzma.PRESET_EXTREME)
    TARGET.write_bytes(packed)
    print(TARGET, len(packed), "bytes,", len(kept["countries"]), "countries")


if __name__ == "__main__":
    main(sys.argv[1])
