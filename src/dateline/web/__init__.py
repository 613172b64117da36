"""The situation report and the pages: faces only, no logic of their own."""
