"""Turns a notice into a message: subject, plain text and HTML from templates/emails/."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from events import registries
from events.models import Notice


def render(template: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Subject (one line, whatever was typed into a name), text and HTML of an e-mail."""
    subject = " ".join(render_to_string(f"emails/{template}_subject.txt", context).split())
    text = render_to_string(f"emails/{template}_body.txt", context)
    html = render_to_string(f"emails/{template}.html", context | {"subject": subject})
    return subject, text.strip() + "\n", html


def message_of(notice: Notice) -> EmailMultiAlternatives:
    """The message of a notice. Its Message-ID is its own: a server can tell a repeat from a new one."""
    context = {"person": notice.to, "site_url": settings.SITE_URL} | registries.context_of(notice)
    subject, text, html = render(notice.template, context)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message = EmailMultiAlternatives(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [notice.to.email],
        headers={"Message-ID": f"<notice-{notice.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(html, "text/html")
    return message
