// Writes schemas/<package>/schema.json: the part of each provider's Package Schema that schemas/resources.txt
// asks for, read from the declarations of the npm packages, and says what has changed. The same inputs give the same bytes.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { difference } from "./difference.js";
import { Package } from "./package-files.js";
import { PackageSchema } from "./package-schema.js";
import { readSelection } from "./selection.js";

const schemas = new URL("../../schemas/", import.meta.url);
const facts = JSON.parse(readFileSync(new URL("facts.json", import.meta.url), "utf8"));
const selection = readSelection(readFileSync(new URL("resources.txt", schemas), "utf8"));

for (const [name, tokens] of selection.byPackage()) {
    const schema = new PackageSchema(new Package(name), facts[name], selection);
    for (const token of tokens) schema.add(token);

    const file = new URL(`${name}/schema.json`, schemas);
    const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    const after = sorted(schema.toJson());
    mkdirSync(new URL(".", file), { recursive: true });
    writeFileSync(file, JSON.stringify(after, null, 2) + "\n");
    console.log([`schemas/${name}/schema.json: ${schema.summary()}`, ...difference(before, after)].join("\n  "));
}
selection.refuseUnused();

function sorted(value) {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== "object") return value;
    const keys = Object.keys(value).filter(key => value[key] !== undefined).sort();
    return Object.fromEntries(keys.map(key => [key, sorted(value[key])]));
}
