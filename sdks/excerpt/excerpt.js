// Writes schemas/<package>/schema.json: the part of each provider's Package Schema that schemas/resources.txt
// asks for, read from the declarations of the npm packages, and says what has changed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { difference } from "./difference.js";
import { readExcerpts } from "./excerpts.js";

for (const { name, text, file } of readExcerpts().excerpts) {
    const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    const after = JSON.parse(text);
    mkdirSync(new URL(".", file), { recursive: true });
    writeFileSync(file, text);
    const [resources, types] = [after.resources, after.types].map(entries => Object.keys(entries).length);
    console.log([`schemas/${name}/schema.json: ${resources} resources, ${types} types`, ...difference(before, after)].join("\n  "));
}
