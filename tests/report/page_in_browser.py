#!/usr/bin/env python3
# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The report page in a real browser: page_in_browser.py POLKU_REPORT CHROMEDRIVER SOURCE_DIR [SCREENSHOT_DIR]

Drives Chromium through ChromeDriver's WebDriver protocol. Checks that the page shows itself without a message on the console and
without a request, that slider and switch change the picture, that it reads without scripts, in light and dark, on wide and narrow
screens. Screenshots of the shipped examples are left in SCREENSHOT_DIR where one is named."""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

PROGRAM, DRIVER, SOURCE = sys.argv[1:4]
SKIPPED = 77  # as CTest knows it
SCREENSHOTS = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None


class Browser:
    """One session of Chromium."""

    def __init__(self, driver, width=1240, height=900, scripts=True, dark=False):
        self.driver = driver
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--window-size={width},{height}"]
        if dark:
            arguments.append("--force-dark-mode")
            arguments.append("--blink-settings=preferredColorScheme=0")
        options = {"args": arguments}
        if not scripts:
            options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        capabilities = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        self.session = driver.call("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]

    def call(self, method, path, body=None):
        return self.driver.call(method, f"/session/{self.session}{path}", body)

    def open(self, page):
        self.call("POST", "/url", {"url": page.as_uri()})

    def run(self, script):
        return self.call("POST", "/execute/sync", {"script": script, "args": []})

    def console(self):
        return self.call("POST", "/se/log", {"type": "browser"})

    def requests(self):
        """Addresses asked for, but for the page itself and what stands in it."""
        asked = []
        for entry in self.call("POST", "/se/log", {"type": "performance"}):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        return [a for a in asked if not a.startswith("data:")]

    def screenshot(self, name):
        if SCREENSHOTS:
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            (SCREENSHOTS / name).write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def close(self):
        self.call("DELETE", "")


class Driver:
    """ChromeDriver on a port of its own choice."""

    def __init__(self):
        self.process = subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if "started successfully on port" in line:
                self.address = "http://127.0.0.1:" + line.rstrip().rstrip(".").rsplit(" ", 1)[1]
                return
        raise RuntimeError("ChromeDriver did not start")

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def make_page(folder, name, *options):
    page = pathlib.Path(folder) / f"{name}.html"
    subprocess.run([PROGRAM, *options, "--quiet", "--html", str(page)], cwd=SOURCE, check=True)
    return page


class PageInBrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.internal = make_page(cls.folder.name, "internal", "examples/data/todays-path", "--exact")
        cls.driver = Driver()
        try:
            Browser(cls.driver).close()
        except urllib.error.HTTPError as error:
            print("Chromium does not start here:", error.read().decode()[:500], flush=True)
            cls.driver.close()
            os._exit(SKIPPED)

    @classmethod
    def tearDownClass(cls):
        cls.driver.close()
        cls.folder.cleanup()

    def browse(self, page, **options):
        browser = Browser(self.driver, **options)
        self.addCleanup(browser.close)
        browser.open(page)
        return browser

    def assert_quiet(self, browser, page):
        self.assertEqual(browser.console(), [])
        self.assertEqual(set(browser.requests()), {page.as_uri()})

    def test_shows_every_shipped_example_in_every_language_without_a_message_or_a_request(self):
        for example in ("todays-path", "orimattila-pilot"):
            for language in ("en", "fi", "sv"):
                for version in ([], ["--exact"]):
                    page = make_page(self.folder.name, "any", f"examples/data/{example}", "--language", language, *version)
                    with self.subTest(example=example, language=language, version=version):
                        browser = self.browse(page)
                        self.assert_quiet(browser, page)
                        self.assertEqual(browser.run("return document.documentElement.lang"), language)
                        self.assertNotEqual(browser.run("return document.querySelector('h1').textContent"), "")

    def test_the_slider_hides_the_least_frequent_lines(self):
        browser = self.browse(self.internal)
        count = "return [...document.querySelectorAll('.map .line[data-clients]')].filter(l => getComputedStyle(l).display !== 'none').length"
        least = "return Math.min(...[...document.querySelectorAll('.map .line[data-clients]')].filter(l => getComputedStyle(l).display !== 'none').map(l => +l.dataset.clients))"
        at_first = browser.run(count)
        self.assertGreater(at_first, 3)
        self.assertFalse(browser.run("return document.getElementById('least').parentElement.hidden"))
        browser.run("const s = document.getElementById('least'); s.value = s.max; s.dispatchEvent(new Event('input'))")
        self.assertLess(browser.run(count), at_first)
        self.assertEqual(browser.run(least), 5)
        self.assertIn(str(browser.run(count)), browser.run("return document.getElementById('drawn').textContent"))
        labels = browser.run("return [...document.querySelectorAll('.map .label')].filter(l => getComputedStyle(l).display !== 'none').length")
        self.assertEqual(labels, browser.run(count))
        self.assertEqual(browser.console(), [])

    def test_the_switch_shows_lags_instead_of_clients(self):
        browser = self.browse(self.internal)
        shown = "return getComputedStyle(document.querySelector('.map .{}')).display"
        width = "return getComputedStyle(document.querySelectorAll('.mapped .map .stroke')[{}]).strokeWidth"
        before = [browser.run(width.format(i)) for i in range(7)]
        self.assertNotEqual(browser.run(shown.format("by-clients")), "none")
        self.assertEqual(browser.run(shown.format("by-days")), "none")
        browser.run("document.getElementById('width-days').click()")
        self.assertEqual(browser.run(shown.format("by-clients")), "none")
        self.assertNotEqual(browser.run(shown.format("by-days")), "none")
        self.assertNotEqual([browser.run(width.format(i)) for i in range(7)], before)

    def test_reads_without_scripts(self):
        browser = self.browse(self.internal, scripts=False)
        heading = self.driver.call("POST", f"/session/{browser.session}/element", {"using": "css selector", "value": "#map svg.map"})
        element = next(iter(heading.values()))
        box = browser.call("GET", f"/element/{element}/rect")
        self.assertGreater(box["width"], 300)
        slider = browser.call("POST", "/element", {"using": "css selector", "value": ".scripted"})
        self.assertFalse(browser.call("GET", f"/element/{next(iter(slider.values()))}/displayed"))

    def test_does_not_run_wider_than_a_narrow_screen(self):
        for width in (420, 1240):
            browser = self.browse(self.internal, width=width)
            inner, scroll = browser.run("return [document.documentElement.clientWidth, document.documentElement.scrollWidth]")
            self.assertLessEqual(scroll, inner)
            height = browser.run("return document.documentElement.scrollHeight")
            browser.call("POST", "/window/rect", {"width": width, "height": min(12000, height + 150)})
            browser.screenshot(f"todays-path-{width}.png")

    def test_is_dark_where_the_reader_prefers_it(self):
        shade = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"
        self.assertGreater(self.browse(self.internal).run(shade), 600)
        dark = self.browse(self.internal, dark=True)
        if dark.run("return matchMedia('(prefers-color-scheme: dark)').matches"):
            self.assertLess(dark.run(shade), 200)
            height = dark.run("return document.documentElement.scrollHeight")
            dark.call("POST", "/window/rect", {"width": 1240, "height": min(12000, height + 150)})
            dark.screenshot("todays-path-dark.png")
        else:
            self.fail("the browser does not prefer dark")

    def test_every_picture_has_a_name_and_every_table_a_caption(self):
        browser = self.browse(self.internal)
        nameless = "return [...document.querySelectorAll('svg')].filter(s => !s.hasAttribute('aria-label') && !s.closest('[aria-hidden]')).length"
        self.assertEqual(browser.run(nameless), 0)
        self.assertEqual(browser.run("return [...document.querySelectorAll('table')].filter(t => !t.caption || !t.caption.textContent).length"), 0)
        self.assertEqual(browser.run("return [...document.querySelectorAll('tbody tr')].filter(r => !r.querySelector('th[scope=row]')).length"), 0)

    def test_names_from_the_records_stay_text(self):
        records = pathlib.Path(self.folder.name) / "hostile.csv"
        rows = ["client,service,organisation,start,end"]
        hostile = ["<script>document.title='run'</script>", "<img src=x onerror=alert(1)>", '""><svg onload=alert(1)>', "\u202eevil"]
        for client in range(6):
            for i, name in enumerate(hostile):
                rows.append(f'<b>{client}</b>,"{name}","{name}",2024-0{i + 1}-01,2024-0{i + 1}-20')
        records.write_text("\n".join(rows) + "\n", encoding="utf-8")
        page = make_page(self.folder.name, "hostile", str(records), "--exact")
        browser = self.browse(page)
        self.assert_quiet(browser, page)
        self.assertNotEqual(browser.run("return document.title"), "run")
        self.assertEqual(browser.run("return document.querySelectorAll('script').length"), 1)
        self.assertEqual(browser.run("return document.querySelectorAll('img, b, [onload], [onerror]').length"), 0)
        self.assertTrue(browser.run("return document.body.textContent.includes('<script>document.title=')"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
