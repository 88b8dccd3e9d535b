// Prints the name of every C# type that the official packages export, one "NAMESPACE NAME" a line. The provider packages' come from
// their npm declarations by the rules of Pulumi's generator for .NET; what is written by hand upstream stands in hand-written-types.txt.
// A name too many does no harm here, one too few hides a clash; so each nested type has every suffix that the generator may give it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readExcerpts } from "./excerpts.js";

const names = new Set();
const title = name => name[0].toUpperCase() + name.slice(1);

for (const { name, files, text } of readExcerpts().excerpts) {
    const { namespaces } = JSON.parse(text).language.csharp;
    const root = `Pulumi.${title(name)}`;
    const spelling = module => namespaces[module] ?? module.split("/").map(part => title(part.split(".")[0]).replace(/(alpha|beta)/, title)).join(".");
    const spelt = new Map([["", ""]]);
    const suffixOf = folder => {
        if (!spelt.has(folder)) spelt.set(folder, `.${spelling(files.moduleOf(folder))}`);
        return spelt.get(folder);
    };
    const namespaceOf = folder => root + suffixOf(folder);
    const add = (namespace, ...found) => found.forEach(type => names.add(`${namespace} ${type}`));

    const isKubernetes = name === "kubernetes";
    const nested = (side, folder) => isKubernetes ? `${root}.Types.${side}${suffixOf(folder)}` : `${namespaceOf(folder)}.${side}`;

    for (const folder of foldersOf(files.folder)) {
        for (const { declared, isFunction } of exportsOf(join(files.folder, folder))) {
            if (isFunction) add(namespaceOf(folder), ...["", "Args", "InvokeArgs", "Result"].map(suffix => title(declared) + suffix));
            // A Kubernetes resource's arguments stand among the nested inputs.
            else add(isKubernetes && declared.endsWith("Args") ? nested("Inputs", folder) : namespaceOf(folder), declared);
        }
    }
    for (const folder of foldersOf(join(files.folder, "types", "enums"))) {
        add(namespaceOf(folder), ...enumsOf(join(files.folder, "types", "enums", folder)));
    }

    for (const [side, suffixes] of [["input", ["Args", "GetArgs", "InputArgs"]], ["output", ["", "Result"]]]) {
        for (const dotted of files.nestedTypes(side).keys()) {
            const type = dotted.split(".").at(-1);
            const folder = dotted.split(".").slice(0, -1).join("/");
            add(nested(`${title(side)}s`, folder), ...suffixes.map(suffix => type + suffix));
        }
    }
}
readFileSync(new URL("hand-written-types.txt", import.meta.url), "utf8").split("\n").filter(line => line && !line.startsWith("#")).forEach(line => names.add(line));
console.log([...names].sort().join("\n"));

/** A folder's own subfolders at every depth that hold declarations, and itself as "". */
function foldersOf(folder, below = "") {
    const path = join(folder, below);
    const children = existsSync(path) ? readdirSync(path, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== "types") : [];
    return [below, ...children.flatMap(child => foldersOf(folder, join(below, child.name)))];
}

/** What the files of a folder export; the file index.d.ts only gathers them. */
function exportsOf(folder) {
    return readdirSync(folder).filter(file => file.endsWith(".d.ts") && file !== "index.d.ts").flatMap(file =>
        [...readFileSync(join(folder, file), "utf8").matchAll(/^export (?:declare )?(?:abstract )?(class|interface|function) (\w+)/gm)]
            .map(([, kind, declared]) => ({ declared, isFunction: kind === "function" })));
}

function enumsOf(folder) {
    const path = join(folder, "index.d.ts");
    return existsSync(path) ? [...readFileSync(path, "utf8").matchAll(/^export declare const (\w+)/gm)].map(([, declared]) => declared) : [];
}
