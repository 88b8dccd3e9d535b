// What the declarations do not say and the compiled constructor does: secrets, constants' absence, defaults.
// The scripts are generated code of one shape, so a line each is read rather than a syntax tree.
export function readWiring(script) {
    const inputs = [...script.matchAll(/^ *resourceInputs\["(\w+)"\] = (.*);$/gm)];
    return {
        secretInputs: new Set(inputs.filter(([, , value]) => value.includes("pulumi.secret(")).map(([, name]) => name)),
        secretOutputs: new Set(words(script, /additionalSecretOutputs: \[(.*?)\]/)),
        replaceOnChanges: new Set(words(script, /replaceOnChanges: \[(.*?)\]/)),
        defaults: new Map(inputs.map(([, name, value]) => [name, readDefault(value)])),
    };
}

/** Defaults of a nested type, from the function that types/input gives it. */
export function readNestedDefaults(script, name) {
    const body = new RegExp(`function ${name[0].toLowerCase()}${name.slice(1)}ProvideDefaults\\(val\\) {([^}]*)}`).exec(script)?.[1] ?? "";
    return new Map([...body.matchAll(/^ *(\w+): (.*),$/gm)].map(([, property, value]) => [property, readDefault(value)]));
}

function readDefault(value) {
    const [, fallback] = /\?\? (utilities\.getEnv\w*\(.*?\)|"[^"]*"|[^\s).]+)/.exec(value) ?? [];
    if (fallback === undefined) return {};
    if (fallback.startsWith("utilities.")) return { defaultInfo: { environment: [...fallback.matchAll(/"(\w+)"/g)].map(([, name]) => name) } };
    return { default: JSON.parse(fallback) };
}

function words(script, pattern) {
    return [...(pattern.exec(script)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(([, word]) => word);
}
