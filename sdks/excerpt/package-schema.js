import ts from "typescript";
import { allowsUndefined, typeSpec } from "./property-types.js";
import { readNestedDefaults, readWiring } from "./wiring.js";

/** Builds one package's schema out of its declarations; `facts` is what they cannot tell (facts.json). */
export class PackageSchema {
    #package; #facts; #selection; #inputs; #outputs; #inputScript;
    #provider; #resources = {}; #types = {};

    constructor(files, facts, selection) {
        this.#package = files;
        this.#facts = facts;
        this.#selection = selection;
        this.#inputs = files.nestedTypes("input");
        this.#outputs = files.nestedTypes("output");
        this.#inputScript = this.#inputs.size > 0 ? files.script(`${files.folder}/types/input`) : "";
    }

    add(token) {
        const path = this.#package.fileOf(token);
        const statements = this.#package.declarations(path).statements;
        const wiring = readWiring(this.#package.script(path));
        const resource = statements.find(ts.isClassDeclaration);
        const interfaceOf = suffix => statements.find(node => ts.isInterfaceDeclaration(node) && node.name.text === resource.name.text + suffix);
        const members = node => this.#members(token, node);

        if (this.#resources[token]) throw new Error(`resources.txt asks twice for ${token}.`);
        const outputs = members(resource);
        const inputs = members(interfaceOf("Args"));
        const secret = (name, names) => names.has(name) ? { secret: true } : {};
        const property = (owner, { name, type }) => ({ ...this.#spec(token, name, type), ...owner(name) });
        const spec = {
            inputProperties: record(inputs, input => property(name => ({ ...secret(name, wiring.secretInputs), ...wiring.defaults.get(name) }), input)),
            requiredInputs: inputs.filter(({ optional }) => !optional).map(nameOf),
            properties: record(outputs, output => property(name => ({ ...secret(name, wiring.secretOutputs), ...replacing(name, wiring) }), output)),
            required: outputs.filter(({ type }) => !allowsUndefined(type)).map(nameOf),
        };
        const state = interfaceOf("State");
        if (state) spec.stateInputs = { type: "object", properties: record(members(state), entry => property(name => secret(name, wiring.secretOutputs), entry)) };

        if (token.startsWith("pulumi:providers:")) this.#provider = spec;
        else this.#resources[token] = spec;
    }

    toJson() {
        const { name, version } = this.#package;
        const { moduleFormat } = this.#facts;
        const csharp = { ...this.#facts.csharp, namespaces: this.#namespaces() };
        return { name, version, meta: { moduleFormat }, language: { csharp }, provider: this.#provider, resources: this.#resources, types: this.#types, functions: {} };
    }

    #isBridged() {
        return this.#facts.moduleFormat !== "(.*)";
    }

    /** The C# spelling of the modules in use, where it is not just their name with a capital. */
    #namespaces() {
        const format = new RegExp(this.#facts.moduleFormat);
        const modules = [...Object.keys(this.#resources), ...Object.keys(this.#types)].map(token => format.exec(token.split(":")[1])?.[1]);
        const spellings = { ...(!this.#isBridged() && Object.fromEntries(modules.filter(module => module !== "index").map(module => [module, kubernetesNamespace(module)]))), ...this.#facts.csharp.namespaces };
        return Object.fromEntries(Object.entries(spellings).filter(([module]) => module === "" || modules.includes(module)));
    }

    #members(token, node) {
        return node.members
            .filter(member => (ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) && this.#selection.keeps(token, member.name.text))
            .map(({ name, type, questionToken }) => ({ name: name.text, type, optional: questionToken !== undefined }));
    }

    #spec(token, name, type) {
        const number = this.#facts.doubles?.includes(`${token}#${name}`) ? "number" : "integer";
        const csharp = this.#facts.names?.[token]?.[name];
        if (!csharp && title(name) === title(token.split(":")[2])) throw new Error(`C# has no class with a member of the same name: give upstream's name of ${token}#${name} under "names" in facts.json.`);
        return { ...typeSpec(type, (kind, dottedName) => this.#refer(kind, dottedName), number), ...(csharp && { language: { csharp: { name: csharp } } }) };
    }

    #refer(kind, dottedName) {
        const token = this.#typeToken(dottedName);
        if (!this.#types[token]) {
            this.#types[token] = {};  // a type may contain itself
            this.#types[token] = kind === "enums" ? this.#enumSpec(dottedName) : this.#objectSpec(token, dottedName);
        }
        return { ...(kind === "enums" && { type: "string" }), $ref: `#/types/${token}` };
    }

    #enumSpec(dottedName) {
        return { type: "string", enum: this.#package.enumMembers(dottedName).map(([name, value]) => ({ name, value })) };
    }

    /** One entry for both directions, as upstream has it: the input side says what is required, language.nodejs what an output always has. */
    #objectSpec(token, dottedName) {
        const sides = [this.#inputs.get(dottedName), this.#outputs.get(dottedName)];
        const [inputs, outputs] = sides.map(node => node && this.#members(token, node));
        const required = members => members.filter(({ optional }) => !optional).map(nameOf);
        const defaults = readNestedDefaults(this.#inputScript, dottedName.split(".").at(-1));
        const specs = record([...outputs ?? [], ...inputs ?? []], ({ name, type }) => ({ ...this.#spec(token, name, type), ...defaults.get(name) }));
        const spec = { type: "object", properties: specs, required: required(inputs ?? outputs) };
        if (inputs && outputs) spec.language = { nodejs: { requiredOutputs: required(outputs) } };
        return spec;
    }

    /** rds.InstanceS3Import is aws:rds/InstanceS3Import:InstanceS3Import, core.v1.PodSpec is kubernetes:core/v1:PodSpec. */
    #typeToken(dottedName) {
        const names = dottedName.split(".");
        const type = names.pop();
        const module = names.join("/") || "index";
        return `${this.#package.name}:${this.#isBridged() ? `${module}/${type}` : this.#package.moduleOf(module)}:${type}`;
    }
}

/** storage.k8s.io/v1beta1 is Storage.V1Beta1. */
const kubernetesNamespace = module => module.split("/").map(part => title(part.split(".")[0]).replace(/(alpha|beta)/, title)).join(".");

const title = name => name[0].toUpperCase() + name.slice(1);

const nameOf = ({ name }) => name;

const record = (members, spec) => Object.fromEntries(members.map(member => [member.name, spec(member)]));

const replacing = (name, { replaceOnChanges }) => replaceOnChanges.has(name) ? { replaceOnChanges: true } : {};
