"""Asks the LanguageTool client of LibreOffice about a text, and mends the text in Writer with what it suggests.

Usage: libreoffice.py URL PROFILE < TEXT. Prints JSON. Runs with the Python of Debian's package python3-uno.
"""

import json
import os
import signal
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale

CHECKER = "org.openoffice.lingu.LanguageToolGrammarChecker"
SETTINGS = "/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool"


def connect(pipe, office):
    """The component context of the office, once it is up."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if office.poll() not in (None, 0, 81):
                raise
            time.sleep(0.1)


def property_of(name, value):
    made = PropertyValue()
    made.Name = name
    made.Value = value
    return made


def point_at(url, create):
    """What Tools > Options > Language Settings > LanguageTool Server does."""
    provider = create("com.sun.star.configuration.ConfigurationProvider")
    place = (property_of("nodepath", SETTINGS),)
    settings = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", place)
    settings.replaceByName("BaseURL", url)
    settings.replaceByName("IsEnabled", True)
    settings.commitChanges()


def characters(text, offset):
    """How many characters stand before an offset in UTF-16 code units: cursors move by characters."""
    return len(text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le"))


def mend(text, errors, desktop):
    """The text of a document in which every first suggestion has been taken, the last one first."""
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (property_of("Hidden", True),))
    try:
        document.Text.String = text
        for error in sorted(errors, key=lambda error: -error.nErrorStart):
            if not error.aSuggestions:
                continue
            cursor = document.Text.createTextCursor()
            start = characters(text, error.nErrorStart)
            cursor.goRight(start, False)
            cursor.goRight(characters(text, error.nErrorStart + error.nErrorLength) - start, True)
            cursor.String = error.aSuggestions[0]
        return document.Text.String
    finally:
        document.close(True)


def ask(url, text, context):
    create = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
    point_at(url, create)
    english = Locale("en", "US", "")
    manager = create("com.sun.star.linguistic2.LinguServiceManager")
    checker = create(CHECKER)
    result = checker.doProofreading("1", text, english, 0, len(text), ())
    desktop = create("com.sun.star.frame.Desktop")
    answer = {
        "available": list(manager.getAvailableServices("com.sun.star.linguistic2.Proofreader", english)),
        "hasGerman": checker.hasLocale(Locale("de", "DE", "")),
        "errors": [
            {
                "offset": error.nErrorStart,
                "length": error.nErrorLength,
                "message": error.aShortComment,
                "title": error.aFullComment,
                "suggestions": list(error.aSuggestions),
                "colour": {entry.Name: entry.Value for entry in error.aProperties}.get("LineColor"),
            }
            for error in result.aErrors
        ],
        "mended": mend(text, result.aErrors, desktop),
    }
    try:
        desktop.terminate()
    except Exception:
        pass
    return answer


def main():
    url, profile = sys.argv[1:]
    pipe = f"mtlint-{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation=file://{profile}",
            f"--accept=pipe,name={pipe};urp",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        text = sys.stdin.buffer.read().decode("utf-8")
        print(json.dumps(ask(url, text, connect(pipe, office))))
        office.wait(10)
    finally:
        try:
            os.killpg(office.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


main()
