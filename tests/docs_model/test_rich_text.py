"""Rich text through everything a declared field goes through, in a kind made for this test (D1)."""

from pycrdt import Doc, Map, Text, XmlElement, XmlFragment, XmlText

from docs_model import edit
from docs_model.check import check
from docs_model.codes import Rank
from docs_model.document import read
from docs_model.fields import Flag
from docs_model.json import export, import_json
from docs_model.kind import KEPT, Kind, Records, meta
from docs_model.repair import repair
from docs_model.texts import RichText
from docs_model.values import Finding
from tests.docs_model.shows import NOW, AnyDoc, updates_of

SCENES = Records(
    "scenes",
    "Scene",
    "",
    {"rank": Rank(about=""), "text": RichText(about="", limit=40), "cut": Flag(about=""), **KEPT},
)
SCRIPT = Kind("script", 1, "Script", "", (meta(kind="script", version=1), SCENES))


def script() -> AnyDoc:
    doc: AnyDoc = Doc()
    edit.start(doc, SCRIPT, title="Play", epoch="e")
    values = {"text": "Enter Ghost.\nExit.", "cut": True}
    edit.insert(doc, SCENES, "one", values, chance=0.5, now=NOW)
    return doc


def scene(doc: AnyDoc) -> Map[object]:
    found = doc.get("scenes", type=Map)["one"]
    assert isinstance(found, Map)
    return found


def test_a_new_record_has_paragraphs() -> None:
    doc = script()
    assert str(scene(doc)["text"]) == (
        "<paragraph>Enter Ghost.</paragraph><paragraph>Exit.</paragraph>"
    )
    assert read(doc, SCRIPT)["scenes"][0]["text"] == "Enter Ghost.\nExit."
    assert read(doc, SCRIPT)["scenes"][0]["cut"] is True
    assert check(doc, SCRIPT) == []


def test_D5_formatting_survives_an_import_that_says_the_same() -> None:
    doc = script()
    paragraph = scene(doc)["text"].children[0]  # type: ignore[attr-defined]
    paragraph.children[0].format(0, 5, {"bold": True})
    data = export(doc, SCRIPT)
    heard = updates_of(doc)
    assert import_json(doc, SCRIPT, data, now=NOW).changed == ()
    assert heard == [] and "<bold>" in str(scene(doc)["text"])
    data["scenes"][0] |= {"text": "Exit.", "cut": 1}
    imported = import_json(doc, SCRIPT, data, now=NOW)
    assert imported.changed == ("scenes/one/text",)
    assert imported.problems == (
        Finding("scenes/one/cut", "must be true or false, found a number"),
    )
    assert str(scene(doc)["text"]) == "<paragraph>Exit.</paragraph>"


def test_D4_what_is_no_rich_text_becomes_it() -> None:
    doc = script()
    scene(doc)["text"] = Text("Typed elsewhere")
    scene(doc)["cut"] = 1
    assert [finding.path for finding in check(doc, SCRIPT)] == [
        "scenes/one/text",
        "scenes/one/cut",
    ]
    repair(doc, SCRIPT)
    assert check(doc, SCRIPT) == []
    assert isinstance(scene(doc)["text"], XmlFragment)


def test_D4_rich_text_that_is_too_long_is_cut() -> None:
    doc = script()
    scene(doc)["text"] = XmlFragment([XmlElement("paragraph", {}, [XmlText("x" * 50)])])
    repair(doc, SCRIPT)
    assert check(doc, SCRIPT) == []
    assert read(doc, SCRIPT)["scenes"][0]["text"] == "x" * 40
