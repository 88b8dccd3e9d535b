import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const pulumi = require("@pulumi/pulumi");
let last;

// What a class hands to the SDK, in place of registering a resource.
const recording = type => class {
    constructor(token, name, inputs, options) {
        last = { token: type === "provider" ? `pulumi:providers:${token}` : token, inputs, options };
    }
};
pulumi.CustomResource = recording("resource");
pulumi.ProviderResource = recording("provider");

/** What the constructors of a package do otherwise than its schema says: tokens, names, requirements, secrets, defaults. */
export async function constructorFaults(files, schema) {
    const faults = [];
    for (const [token, spec] of Object.entries({ [`pulumi:providers:${files.name}`]: schema.provider, ...schema.resources }))
        for (const fault of await faultsOf(token, spec, require(files.fileOf(token)))) faults.push(`${token}: ${fault}`);
    return faults;
}

async function faultsOf(token, spec, module) {
    const Class = Object.values(module).find(value => typeof value === "function" && value.__pulumiType);
    const given = Object.fromEntries(Object.keys(spec.inputProperties).map(name => [name, `the ${name}`]));
    const faults = [];
    const compare = (what, declared, found) => {
        const [extra, missing] = [found.filter(name => !declared.includes(name)), declared.filter(name => !found.includes(name))];
        if (extra.length > 0) faults.push(`the package has ${what} that the schema has not: ${extra.join(", ")}`);
        if (missing.length > 0) faults.push(`the schema has ${what} that the package has not: ${missing.join(", ")}`);
    };
    const flagged = (properties, flag) => Object.keys(properties).filter(name => properties[name][flag]);

    const full = construct(Class, given);
    if (full.token !== token) faults.push(`the package's token is ${full.token}`);

    const taken = Object.keys(given).filter(name => full.inputs[name] !== undefined);
    compare("inputs", Object.keys(given), taken);
    const needed = Object.keys(given).filter(name => refuses(Class, { ...given, [name]: undefined }));
    compare("required inputs", spec.requiredInputs, needed);
    compare("outputs", Object.keys(spec.properties).filter(name => !given[name]), Object.keys(full.inputs).filter(name => !given[name] && spec.properties[name]));

    const secretInputs = [];
    for (const name of taken) if (pulumi.Output.isInstance(full.inputs[name]) && await full.inputs[name].isSecret) secretInputs.push(name);
    compare("secret inputs", flagged(spec.inputProperties, "secret"), secretInputs);
    compare("secret outputs", flagged(spec.properties, "secret"), (full.options.additionalSecretOutputs ?? []).filter(name => spec.properties[name]));
    compare("outputs that replace on changes", flagged(spec.properties, "replaceOnChanges"), full.options.replaceOnChanges ?? []);

    const least = construct(Class, Object.fromEntries(needed.map(name => [name, given[name]])));
    for (const [name, property] of Object.entries(spec.inputProperties)) {
        if (needed.includes(name)) continue;
        const value = await plain(least.inputs[name]);
        if (value !== (property.const ?? property.default)) faults.push(`${name} is ${value} where nothing is given, the schema says ${property.const ?? property.default}`);
    }
    return faults;
}

/** What arrives at the engine: a provider's configuration comes as JSON text. */
async function plain(value) {
    const text = pulumi.Output.isInstance(value) ? await value.promise() : undefined;
    return text === undefined ? value instanceof Object ? undefined : value : JSON.parse(text);
}

function construct(Class, args) {
    new Class("name", args, {});
    return last;
}

function refuses(Class, args) {
    try {
        construct(Class, args);
        return false;
    } catch (error) {
        if (/^Missing required property/.test(error.message)) return true;
        throw error;
    }
}
