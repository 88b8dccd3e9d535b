import ts from "typescript";

// TypeScript type nodes to Package Schema type specs. `refer(kind, dottedName)` gives the reference to a nested type or enum.
export function typeSpec(node, refer, number) {
    const read = inner => typeSpec(inner, refer, number);
    switch (node.kind) {
        case ts.SyntaxKind.StringKeyword: return { type: "string" };
        case ts.SyntaxKind.BooleanKeyword: return { type: "boolean" };
        case ts.SyntaxKind.NumberKeyword: return { type: number };
        case ts.SyntaxKind.AnyKeyword: return { $ref: "pulumi.json#/Any" };
        case ts.SyntaxKind.LiteralType: return { type: "string", const: node.literal.text };
        case ts.SyntaxKind.ParenthesizedType: return read(node.type);
        case ts.SyntaxKind.ArrayType: return { type: "array", items: read(node.elementType) };
        case ts.SyntaxKind.TypeLiteral: return { type: "object", additionalProperties: read(node.members[0].type) };
        case ts.SyntaxKind.UnionType: return unionSpec(node.types.filter(type => !isUndefined(type)), read);
        case ts.SyntaxKind.TypeReference: return referenceSpec(node, read, refer);
        default: throw new Error(`No Package Schema type for the TypeScript type '${ts.SyntaxKind[node.kind]}'.`);
    }
}

/** Whether undefined is one of the values: an output that is not required, an input that is optional. */
export function allowsUndefined(node) {
    const wrapped = isWrapper(node) ? node.typeArguments[0] : node;
    return ts.isUnionTypeNode(wrapped) && wrapped.types.some(isUndefined);
}

function unionSpec(types, read) {
    const specs = types.map(read);
    if (specs.length === 1 || specs.every(({ $ref }) => $ref === "pulumi.json#/Asset")) return specs[0];
    // `string | Role`, `string | PolicyDocument`: conveniences of the TypeScript SDK alone; the schema's type is the string.
    if (types.some(isObjectReference)) return specs.find(({ type, $ref }) => type === "string" && !$ref);
    return { oneOf: specs };
}

function referenceSpec(node, read, refer) {
    const name = dotted(node.typeName);
    if (isWrapper(node)) return read(node.typeArguments[0]);
    if (name.startsWith("pulumi.asset.")) return { $ref: "pulumi.json#/Asset" };
    const [kind, ...rest] = name.split(".");
    if (kind === "inputs" || kind === "outputs" || kind === "enums") return refer(kind, rest.join("."));
    return { type: "string" };
}

function isWrapper(node) {
    return ts.isTypeReferenceNode(node) && ["pulumi.Input", "pulumi.Output"].includes(dotted(node.typeName));
}

function isObjectReference(node) {
    return ts.isTypeReferenceNode(node) && !/^(pulumi|enums)\./.test(dotted(node.typeName));
}

function isUndefined(node) {
    return node.kind === ts.SyntaxKind.UndefinedKeyword;
}

function dotted(name) {
    return ts.isIdentifier(name) ? name.text : `${dotted(name.left)}.${name.right.text}`;
}
