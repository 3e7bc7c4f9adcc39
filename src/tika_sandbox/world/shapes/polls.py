"""Polls as they're asked."""

from datetime import datetime, timedelta
from typing import Any

from tika_sandbox.world.refused import Form
from tika_sandbox.world.shapes.fields import Path, each, objects, text, whole


def poll(form: Form, value: Any, now: datetime) -> dict[str, Any]:
    """Return a checked poll in the shape in which it's shown, without any votes."""
    path: Path = ("poll",)
    if not isinstance(value, dict):
        form.wrong(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return {}
    asked = value["question"] if isinstance(value.get("question"), dict) else {}
    question = asked.get("text") or ""
    answers = objects(form, (*path, "answers"), value.get("answers"), least=1, most=10)
    hours = whole(form, (*path, "duration"), value.get("duration") or 24, 1, 768)
    return {
        "question": {"text": text(form, (*path, "question", "text"), question, least=1, most=300)},
        "answers": [
            {"answer_id": number, "poll_media": _media(form, place, answer)}
            for number, (place, answer) in enumerate(each(answers, (*path, "answers")), start=1)
        ],
        "expiry": (now + timedelta(hours=hours)).isoformat(),
        "allow_multiselect": bool(value.get("allow_multiselect")),
        "layout_type": 1,
        "results": {"answer_counts": [], "is_finalized": False},
    }


def _media(form: Form, path: Path, answer: dict[str, Any]) -> dict[str, Any]:
    media = answer["poll_media"] if isinstance(answer.get("poll_media"), dict) else {}
    shown: dict[str, Any] = {
        "text": text(form, (*path, "poll_media", "text"), media.get("text") or "", least=1, most=55)
    }
    emoji = media.get("emoji")
    if isinstance(emoji, dict):
        shown["emoji"] = {"id": emoji.get("id"), "name": emoji.get("name")}
    return shown
