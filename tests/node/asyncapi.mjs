// Reads AsyncAPI documents, one JSON string a line, and prints what the official parser says about each: one JSON
// list of problems a line.

import { createInterface } from "node:readline";
import { Parser } from "@asyncapi/parser";

// That a later version of AsyncAPI exists is no problem of a document.
const accepted = new Set(["asyncapi-latest-version"]);

for await (const line of createInterface({ input: process.stdin })) {
  const { document, diagnostics } = await new Parser().parse(JSON.parse(line));
  const problems = diagnostics
    .filter((problem) => !accepted.has(problem.code))
    .map((problem) => `${problem.code}: ${problem.message} at ${problem.path.join("/")}`);
  if (document === undefined && problems.length === 0) problems.push("no document");
  console.log(JSON.stringify(problems));
}
