"""Drives the site as an editor would, through its own views.

`export ARTICLE PO`, `import PO PAGE STATE`, or `machine ARTICLE PAGE STATE` with its machine translator.

Run in a process of its own, so that Django's set-up and warnings stay out of the tests.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
package = Path(os.environ["NEWSROOM_DATABASE"]).parent / "newsroom_migrations"
package.mkdir(exist_ok=True)
(package / "__init__.py").touch()
django.setup()

from bs4 import BeautifulSoup  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from newsroom.models import ArticlePage  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402
from wagtail_localize.models import StringTranslation, Translation  # noqa: E402
from wagtail_localize.operations import TranslationCreator  # noqa: E402


def main() -> None:
    """Run the command that the arguments name."""
    command, *paths = sys.argv[1:]
    commands: dict[str, Callable[..., None]] = {"export": export, "import": import_, "machine": machine}
    commands[command](*map(Path, paths))


def export(article: Path, po: Path) -> None:
    """Build the site, download the PO file of its article."""
    translation = build(article)
    answer = client().get(reverse("wagtail_localize:download_pofile", args=[translation.id]))
    po.write_bytes(answer.content)


def build(article: Path) -> Translation:
    """Build the site with a French article, and submit that for translation."""
    call_command("makemigrations", "newsroom", verbosity=0)
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    french, _ = Locale.objects.get_or_create(language_code="fr")
    english, _ = Locale.objects.get_or_create(language_code="en")
    home = Page.objects.get(depth=2)
    Page.objects.filter(locale=english).update(locale=french)
    home.refresh_from_db()
    Site.objects.update(root_page=home)
    page = home.add_child(instance=ArticlePage(locale=french, **json.loads(article.read_text())))
    page.save_revision().publish()
    TranslationCreator(user, [english]).create_translations(page)
    return Translation.objects.get(source__object_id=page.translation_key)


def machine(article: Path, rendered: Path, state: Path) -> None:
    """Build the site, press the button of its machine translator, publish."""
    translation = build(article)
    editor = client()
    english = translation.get_target_instance()
    edited = editor.get(reverse("wagtailadmin_pages:edit", args=[english.id]))
    [props] = BeautifulSoup(edited.content, "html.parser").select("[data-props]")
    button = json.loads(str(props["data-props"]))["machineTranslator"]
    said = editor.post(button["url"], {"next": edited.request["PATH_INFO"]}, follow=True)
    publish(editor, translation, said, rendered, state)


def import_(po: Path, rendered: Path, state: Path) -> None:
    """Upload a PO file, and publish."""
    french = ArticlePage.objects.get(locale__language_code="fr")
    translation = Translation.objects.get(source__object_id=french.translation_key)
    editor = client()
    upload = SimpleUploadedFile(po.name, po.read_bytes())
    said = editor.post(
        reverse("wagtail_localize:upload_pofile", args=[translation.id]), {"file": upload}, follow=True
    )
    publish(editor, translation, said, rendered, state)


def publish(editor: Client, translation: Translation, said: Any, rendered: Path, state: Path) -> None:
    """Publish the English page after what ``said`` answers; write what a visitor sees and what the database holds."""
    english = translation.get_target_instance()
    editor.post(reverse("wagtailadmin_pages:edit", args=[english.id]), {"action": "publish"})
    english = ArticlePage.objects.get(id=english.id)
    answer = Client().get(english.get_url())
    rendered.write_bytes(answer.content)
    stored = StringTranslation.objects.filter(locale__language_code="en").select_related(
        "translation_of", "context"
    )
    state.write_text(
        json.dumps(
            {
                "messages": said_on_top(said),
                "status": answer.status_code,
                "live": english.live,
                "strings": [
                    {
                        "source": string.translation_of.data,
                        "context": string.context.path,
                        "target": string.data,
                        "error": string.has_error,
                    }
                    for string in stored
                ],
            },
            ensure_ascii=False,
        )
    )


def said_on_top(answer: Any) -> list[str]:
    """Return what the admin tells at the head of its page."""
    return [
        line.get_text(" ", strip=True)
        for line in BeautifulSoup(answer.content, "html.parser").select(".messages li")
    ]


def client() -> Client:
    """Return a browser in which the editor is logged in."""
    browser = Client()
    browser.force_login(get_user_model().objects.get(username="editor"))
    return browser


main()
