// Opens a catalogue in a browser as people do, from the disk, and prints what is wrong as JSON: one list of problems
// for each folder that standard input names, one JSON string a line.

import { createInterface } from "node:readline";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const browser = await chromium.launch({
  executablePath: process.env.RETOLD_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const pages = (folder) => readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".html")).sort();

// A page in which everything that should not happen is noted.
const watched = async (problems, options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => { if (message.type() === "error") problems.push(`${page.url()}: ${message.text()}`); });
  page.on("dialog", (dialog) => { problems.push(`${page.url()}: a dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|data):/.test(request.url())) problems.push(`asks for ${request.url()}`); });
  return page;
};

// Everything is loaded, and nothing sticks out of a narrow screen.
const opens = async (problems, folder, all) => {
  const wide = await watched(problems, { viewport: { width: 1280, height: 900 } });
  const narrow = await watched(problems, { viewport: { width: 360, height: 740 } });
  for (const path of all) {
    const address = pathToFileURL(join(folder, path)).href;
    await wide.goto(address);
    const styled = await wide.evaluate(() => getComputedStyle(document.querySelector(".top")).position);
    if (styled !== "sticky") problems.push(`${path}: the style sheet is not used`);
    if (await wide.locator("#search").isDisabled()) problems.push(`${path}: search does not start`);
    await narrow.goto(address);
    const over = await narrow.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) problems.push(`${path}: ${over} pixels stick out of a narrow screen`);
  }
  await wide.context().close();
  await narrow.context().close();
};

// Without scripts there is everything but search.
const readsWithoutScripts = async (problems, folder, path) => {
  const page = await watched(problems, { javaScriptEnabled: false });
  await page.goto(pathToFileURL(join(folder, path)).href);
  const text = await page.locator("main").innerText();
  if (text.trim().length < 20) problems.push(`${path}: says nothing without scripts`);
  await page.context().close();
};

// Typing finds things, and the keyboard is enough to get there.
const finds = async (problems, folder, wanted) => {
  const page = await watched(problems, { viewport: { width: 1280, height: 900 } });
  for (const { text, end, most } of wanted) {
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    const before = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().top);
    await page.keyboard.press("/");
    await page.keyboard.type(text);
    const isFound = await page.waitForSelector("#results li", { timeout: 10_000 }).catch(() => null);
    if (!isFound) {
      problems.push(`${text}: ${await page.locator(".count").textContent()}`);
      continue;
    }
    const after = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().top);
    if (before !== after) problems.push("the page moves when somebody searches");
    const state = await page.evaluate(() => {
      const input = document.getElementById("search");
      const active = document.getElementById(input.getAttribute("aria-activedescendant"));
      const began = performance.now();
      input.dispatchEvent(new Event("input"));
      return { expanded: input.getAttribute("aria-expanded"), selected: active?.getAttribute("aria-selected"), took: performance.now() - began };
    });
    if (state.expanded !== "true" || state.selected !== "true") problems.push(`${text}: ${JSON.stringify(state)}`);
    if (most && state.took > most) problems.push(`${text}: took ${state.took} ms`);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !location.href.endsWith("/index.html"), undefined, { timeout: 5_000 }).catch(() => {});
    if (!decodeURIComponent(page.url()).endsWith(end)) problems.push(`${text}: leads to ${page.url()} and not to ${end}`);
    const anchor = decodeURIComponent(new URL(page.url()).hash.slice(1));
    if (anchor && !(await page.evaluate((id) => document.getElementById(id) !== null, anchor))) problems.push(`${text}: no ${anchor}`);
  }
  await page.context().close();
};

for await (const line of createInterface({ input: process.stdin })) {
  const { folder, wanted } = JSON.parse(JSON.parse(line));
  const problems = [];
  const all = pages(folder);
  if (all.length === 0) problems.push("no page");
  const each = Math.ceil(all.length / 40);
  await opens(problems, folder, all.filter((path, index) => index % each === 0 || path === "index.html"));
  await readsWithoutScripts(problems, folder, "index.html");
  await finds(problems, folder, wanted);
  console.log(JSON.stringify(problems));
}
await browser.close();
