// Reads schemas/resources.txt, whose beginning says how its lines are written.
export function readSelection(text) {
    return new Selection(text.split("\n").map((line, index) => readLine(line, index + 1)).filter(Boolean));
}

function readLine(line, number) {
    const text = line.replace(/#.*/, "").trim();
    if (text === "") return undefined;
    const match = /^(?<type>type\s+)?(?<token>\S+)(?:\s+(?<mode>only|without)\s+(?<names>\S.*))?$/.exec(text);
    if (!match) throw new Error(`resources.txt, line ${number}: '${text}' should read '[type] token', '[type] token only a, b' or '[type] token without a, b'.`);
    const { type, token, mode, names } = match.groups;
    return { number, isType: type !== undefined, token, mode, names: new Set(names?.split(",").map(name => name.trim())), met: new Set() };
}

class Selection {
    #lines;

    constructor(lines) {
        this.#lines = new Map(lines.map(line => [line.token, line]));
    }

    /** The resource tokens, by the name of their package. */
    byPackage() {
        const resources = [...this.#lines.values()].filter(line => !line.isType).map(line => line.token);
        return resources.reduce((groups, token) => groups.set(packageOf(token), [...groups.get(packageOf(token)) ?? [], token]), new Map());
    }

    keeps(token, property) {
        const line = this.#lines.get(token);
        if (line) line.met.add(property);
        return !line?.mode || line.names.has(property) === (line.mode === "only");
    }

    /** Whether the token's line leaves properties out. */
    narrows(token) {
        return this.#lines.get(token)?.mode !== undefined;
    }

    /** A name that no declaration has is a typing error or has gone with a new version: both must be seen. */
    refuseUnused() {
        for (const { number, token, names, met } of this.#lines.values())
            for (const name of names)
                if (!met.has(name)) throw new Error(`resources.txt, line ${number}: ${token} has no property '${name}', or nothing needs it.`);
    }
}

function packageOf(token) {
    const [name, , provider] = token.split(":");
    return name === "pulumi" ? provider : name;
}
