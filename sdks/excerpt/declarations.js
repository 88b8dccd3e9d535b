import ts from "typescript";
import { existsSync } from "node:fs";
import { join } from "node:path";

// Types that are equal, not just assignable both ways: any and optional members must not slip through.
const prelude = `
import type * as pulumi from "@pulumi/pulumi";
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
type Needed<T> = { [K in keyof T]-?: {} extends Pick<T, K> ? never : K }[keyof T];
type Outputs<T> = { [K in Exclude<keyof T, keyof pulumi.CustomResource>]-?: T[K] extends (...args: never[]) => unknown ? never : K }[Exclude<keyof T, keyof pulumi.CustomResource>];
// Conveniences of TypeScript alone, string | Role and (string | Topic)[]: what is left without them is the schema's type.
type Bare<T> = T extends string | number | boolean ? T : T extends (infer U)[] ? Bare<U>[] : T extends pulumi.OutputInstance<infer U> | Promise<infer U> ? Bare<U> : never;
declare function hold<T extends true>(): T;
`;

/** What the package's declarations say otherwise than its schema: names, types, what is required. */
export function declarationFaults(files, schema, selection) {
    const assertions = new Assertions(files, schema, selection);
    for (const [token, spec] of Object.entries({ [`pulumi:providers:${files.name}`]: schema.provider, ...schema.resources })) assertions.resource(token, spec);
    for (const [token, spec] of Object.entries(schema.types)) spec.enum ? assertions.enumeration(token, spec) : assertions.type(token, spec);
    return complaints(files, assertions);
}

class Assertions {
    lines = [];
    #imports = [];
    #files; #schema; #selection; #sides;

    constructor(files, schema, selection) {
        this.#files = files;
        this.#schema = schema;
        this.#selection = selection;
        this.#sides = { inputs: files.nestedTypes("input"), outputs: files.nestedTypes("output") };
        for (const module of ["input", "output", "enums"].filter(module => existsSync(join(files.folder, "types", `${module}.d.ts`)) || existsSync(join(files.folder, "types", module))))
            this.#imports.push(`import type * as ${module === "enums" ? module : `${module}s`} from "${join(files.folder, "types", module)}";`);
    }

    get text() {
        return [prelude.trim(), ...this.#imports, ...this.lines.map(({ code }) => code)].join("\n");
    }

    /** The number of the first assertion's line. */
    get start() {
        return prelude.trim().split("\n").length + this.#imports.length;
    }

    resource(token, spec) {
        const alias = `r${this.#imports.length}`;
        const name = token.startsWith("pulumi:providers:") ? "Provider" : token.split(":")[2];
        this.#imports.push(`import type * as ${alias} from "${this.#files.fileOf(token)}";`);
        const [type, args, state] = ["", "Args", "State"].map(suffix => `${alias}.${name}${suffix}`);
        this.#names(token, "outputs", `Outputs<${type}>`, Object.keys(spec.properties));
        this.#names(token, "inputs", `keyof ${args}`, Object.keys(spec.inputProperties));
        // An input with a constant is set by the class, and one with a default may be left out.
        this.#names(token, "required inputs", `Needed<${args}>`, spec.requiredInputs, true);
        for (const [property, declared] of Object.entries(spec.properties)) {
            const optional = spec.required.includes(property) ? "" : " | undefined";
            this.#type(token, `output ${property}`, `${type}["${property}"]`, `pulumi.Output<${this.#plain(declared)}${optional}>`);
        }
        for (const [property, declared] of Object.entries(spec.inputProperties)) this.#input(token, `input ${property}`, args, property, declared, spec.requiredInputs.includes(property));
        if (!spec.stateInputs) return;
        this.#names(token, "state", `keyof ${state}`, Object.keys(spec.stateInputs.properties));
        for (const [property, declared] of Object.entries(spec.stateInputs.properties)) this.#input(token, `state ${property}`, state, property, declared);
    }

    type(token, spec) {
        const name = dotted(token);
        const sides = Object.keys(this.#sides).filter(side => this.#sides[side].has(name));
        const all = sides.map(side => `keyof ${side}.${name}`).join(" | ");
        this.#names(token, "properties", all, Object.keys(spec.properties));
        for (const side of sides) {
            const type = `${side}.${name}`;
            const required = side === "outputs" && sides.length === 2 ? spec.language.nodejs.requiredOutputs : spec.required;
            this.#names(token, `required ${side}`, `Needed<${type}>`, required, true);
            for (const [property, declared] of Object.entries(spec.properties)) {
                if (!this.#sides[side].get(name).members.some(member => member.name.text === property)) continue;
                if (side === "inputs") this.#input(token, `input ${property}`, type, property, declared, required.includes(property));
                else this.#type(token, `output ${property}`, `Exclude<${type}["${property}"], undefined>`, this.#plain(declared));
            }
        }
    }

    enumeration(token, spec) {
        this.#type(token, "values", `enums.${dotted(token)}`, spec.enum.map(({ value }) => JSON.stringify(value)).join(" | "));
    }

    #names(token, what, declared, names, isSubset = false) {
        const expected = names.map(name => `"${name}"`).join(" | ") || "never";
        const narrowed = this.#selection.narrows(token);
        // What resources.txt leaves out is the package's all the same.
        const left = narrowed && !isSubset ? `Extract<${declared}, ${expected}>` : narrowed ? `Extract<${declared}, ${this.#known(token)}>` : declared;
        this.#assert(token, what, `Same<${left}, ${expected}>`);
    }

    #known(token) {
        const spec = this.#schema.resources[token] ?? this.#schema.types[token];
        return Object.keys({ ...spec.properties, ...spec.inputProperties }).map(name => `"${name}"`).join(" | ");
    }

    #input(token, what, owner, property, declared, isRequired = false) {
        const found = `${owner}["${property}"]`;
        const absent = isRequired ? "" : " | undefined";
        if (isScalar(declared) || declared.type === "array" && isScalar(declared.items))
            this.#type(token, what, `Bare<${found}>`, this.#plain(declared));
        else
            this.#type(token, what, found, `pulumi.Input<${this.#inside(declared)}${absent}>${absent}`);
    }

    #type(token, what, found, expected) {
        this.#assert(token, `${what}, ${expected}`, `Same<${found}, ${expected}>`);
    }

    #assert(token, what, condition) {
        this.lines.push({ code: `hold<${condition}>();`, message: `${token}: the package does not have these ${what}` });
    }

    #plain(spec) {
        if (spec.const !== undefined) return JSON.stringify(spec.const);
        if (spec.oneOf) return spec.oneOf.map(one => this.#plain(one)).join(" | ");
        if (spec.$ref) return this.#reference(spec, "outputs");
        if (spec.type === "array") return `(${this.#plain(spec.items)})[]`;
        if (spec.type === "object") return `{ [key: string]: ${this.#plain(spec.additionalProperties)} }`;
        return spec.type === "integer" ? "number" : spec.type;
    }

    #wrapped(spec) {
        return `pulumi.Input<${this.#inside(spec)}>`;
    }

    #inside(spec) {
        if (spec.const !== undefined) return JSON.stringify(spec.const);
        if (spec.oneOf) return spec.oneOf.map(one => this.#inside(one)).join(" | ");
        if (spec.$ref) return this.#reference(spec, "inputs");
        if (spec.type === "array") return `${this.#wrapped(spec.items)}[]`;
        if (spec.type === "object") return `{ [key: string]: ${this.#wrapped(spec.additionalProperties)} }`;
        return spec.type === "integer" ? "number" : spec.type;
    }

    #reference({ $ref }, side) {
        if ($ref === "pulumi.json#/Any") return "any";
        if ($ref === "pulumi.json#/Asset") return "pulumi.asset.Asset | pulumi.asset.Archive";
        const token = $ref.replace("#/types/", "");
        return `${this.#schema.types[token].enum ? "enums" : side}.${dotted(token)}`;
    }
}

function isScalar({ type, $ref, const: constant }) {
    return ["string", "number", "integer", "boolean"].includes(type) && !$ref && constant === undefined;
}

/** aws:rds/InstanceS3Import:InstanceS3Import is rds.InstanceS3Import, kubernetes:storage.k8s.io/v1:StorageClass storage.v1.StorageClass. */
function dotted(token) {
    const [, module, name] = token.split(":");
    const [group, ...rest] = module.split("/");
    const folders = [group.split(".")[0], ...rest.filter(part => part !== name)].filter(part => part !== "index");
    return [...folders, name].join(".");
}

function complaints(files, assertions) {
    const name = join(files.folder, "..", "..", "..", `check-${files.name}.ts`);
    const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, ignoreDeprecations: "6.0" };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (path, ...rest) => path === name ? ts.createSourceFile(path, assertions.text, ts.ScriptTarget.ES2022, true) : read(path, ...rest);
    const program = ts.createProgram([name], options, host);
    const source = program.getSourceFile(name);
    return [...program.getOptionsDiagnostics(), ...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ file, start, messageText }) => {
        const line = file ? file.getLineAndCharacterOfPosition(start).line - assertions.start : -1;
        return assertions.lines[line]?.message ?? ts.flattenDiagnosticMessageText(messageText, "\n");
    });
}
