// Holds schemas/ against the npm packages at the pinned versions, by other means than the ones it was made by: the
// TypeScript compiler judges names, types and what is required, and the packages' own constructors tell tokens, secrets
// and defaults. Ends with exit code 1 and a line for each thing that is not so.
import { existsSync, readFileSync } from "node:fs";
import { constructorFaults } from "./constructors.js";
import { declarationFaults } from "./declarations.js";
import { readExcerpts, schemas } from "./excerpts.js";

const pinned = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).dependencies;
const central = readFileSync(new URL("../Directory.Packages.props", schemas), "utf8");
const { excerpts, selection } = readExcerpts();
const faults = [];

for (const { name, files, text, file } of excerpts) {
    const kept = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (kept !== text) faults.push(`schemas/${name}/schema.json is not what resources.txt asks for: run \`make schema\` and commit it.`);
    const schema = JSON.parse(kept || text);
    const nuget = new RegExp(`Include="Pulumi\\.${name}" Version="(.*?)"`, "i").exec(central)?.[1];
    for (const [where, version] of [["package.json", pinned[`@pulumi/${name}`]], ["node_modules", files.version], ["Directory.Packages.props", nuget]])
        if (version !== schema.version) faults.push(`schemas/${name}/schema.json is of version ${schema.version}, ${where} says ${version}.`);
    const found = [...await constructorFaults(files, schema), ...declarationFaults(files, schema, selection)];
    console.log(`${name} ${schema.version}: ${Object.keys(schema.resources).length} resources and ${Object.keys(schema.types).length} types compared, ${found.length} faults`);
    faults.push(...found);
}
faults.forEach(fault => console.error(fault));
process.exitCode = faults.length === 0 ? 0 : 1;
