/** Says in lines how one package's schema differs from the one before it; undefined is no schema. */
export function difference(before, after) {
    const lines = [];
    if (before && before.version !== after.version) lines.push(`version ${before.version} -> ${after.version}`);
    const [old, now] = [before, after].map(schema => ({ ...schema?.resources, ...schema?.types, ...(schema?.provider && { provider: schema.provider }) }));
    for (const token of Object.keys({ ...old, ...now }).sort()) {
        if (!now[token]) lines.push(`- ${token}`);
        else if (!old[token]) lines.push(`+ ${token}${wholeNumbers(now[token])}`);
        else lines.push(...changes(old[token], now[token]).map(change => `~ ${token}: ${change}`));
    }
    return lines;
}

/** What the declarations can not tell and a person should look at: TypeScript has one kind of number. */
function wholeNumbers(spec) {
    const names = Object.entries({ ...spec.properties, ...spec.inputProperties })
        .filter(([, property]) => JSON.stringify(property).includes('"integer"')).map(([name]) => name);
    return names.length === 0 ? "" : ` (taken as whole numbers: ${names.join(", ")})`;
}

function changes(old, now) {
    const [before, after] = [facts(old), facts(now)];
    return Object.keys({ ...before, ...after }).sort()
        .filter(name => before[name] !== after[name])
        .map(name => `${name}: ${before[name] ?? "absent"} -> ${after[name] ?? "gone"}`);
}

/** Each property of a spec as one line of text: its type and flags. */
function facts(spec) {
    const sides = { input: [spec.inputProperties, spec.requiredInputs], output: [spec.properties, spec.required], state: [spec.stateInputs?.properties, []] };
    const found = {};
    for (const [side, [properties, required]] of Object.entries(sides))
        for (const [name, property] of Object.entries(properties ?? {}))
            found[`${side} ${name}`] = JSON.stringify(property) + (required?.includes(name) ? " required" : "");
    if (spec.enum) found.values = spec.enum.map(({ value }) => value).join(", ");
    return found;
}
