// Writes schemas/<package>/schema.json: the part of each provider's Package Schema that schemas/resources.txt
// asks for, read from the declarations of the npm packages. The same inputs give the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Package } from "./package-files.js";
import { PackageSchema } from "./package-schema.js";
import { readSelection } from "./selection.js";

const schemas = new URL("../../schemas/", import.meta.url);
const facts = JSON.parse(readFileSync(new URL("facts.json", import.meta.url), "utf8"));
const selection = readSelection(readFileSync(new URL("resources.txt", schemas), "utf8"));

for (const [name, tokens] of selection.byPackage()) {
    const schema = new PackageSchema(new Package(name), facts[name], selection);
    for (const token of tokens) schema.add(token);

    const folder = new URL(`${name}/`, schemas);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL("schema.json", folder), JSON.stringify(sorted(schema.toJson()), null, 2) + "\n");
    console.log(`schemas/${name}/schema.json: ${schema.summary()}`);
}
selection.refuseUnused();

function sorted(value) {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== "object") return value;
    const keys = Object.keys(value).filter(key => value[key] !== undefined).sort();
    return Object.fromEntries(keys.map(key => [key, sorted(value[key])]));
}
