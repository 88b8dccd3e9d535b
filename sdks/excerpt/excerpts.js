import { readFileSync } from "node:fs";
import { Package } from "./package-files.js";
import { PackageSchema } from "./package-schema.js";
import { readSelection } from "./selection.js";

export const schemas = new URL("../../schemas/", import.meta.url);

/** For each package of schemas/resources.txt: its npm package, its tokens, and its schema as text, the same for the same inputs. */
export function readExcerpts() {
    const facts = JSON.parse(readFileSync(new URL("facts.json", import.meta.url), "utf8"));
    const selection = readSelection(readFileSync(new URL("resources.txt", schemas), "utf8"));
    const excerpts = [...selection.byPackage()].map(([name, tokens]) => {
        const files = new Package(name);
        const schema = new PackageSchema(files, facts[name], selection);
        for (const token of tokens) schema.add(token);
        return { name, files, tokens, text: JSON.stringify(sorted(schema.toJson()), null, 2) + "\n", file: new URL(`${name}/schema.json`, schemas) };
    });
    selection.refuseUnused();
    return { excerpts, selection };
}

function sorted(value) {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== "object") return value;
    const keys = Object.keys(value).filter(key => value[key] !== undefined).sort();
    return Object.fromEntries(keys.map(key => [key, sorted(value[key])]));
}
