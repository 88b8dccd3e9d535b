import { createRequire } from "node:module";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const require = createRequire(import.meta.url);

/** The files of one Pulumi npm package, found by token. */
export class Package {
    constructor(name) {
        this.name = name;
        const manifest = require.resolve(`@pulumi/${name}/package.json`);
        this.folder = dirname(manifest);
        this.version = JSON.parse(readFileSync(manifest, "utf8")).version;
    }

    /** The path, without extension, of the file that declares a resource. */
    fileOf(token) {
        if (token === `pulumi:providers:${this.name}`) return join(this.folder, "provider");
        const [, module, name] = token.split(":");
        // aws:ec2/vpc:Vpc is declared in ec2/vpc, kubernetes:storage.k8s.io/v1:StorageClass in storage/v1/storageClass.
        const folder = join(this.folder, folderOf(module, name));
        const file = existsSync(folder) && readdirSync(folder)
            .find(entry => entry.toLowerCase() === `${name.toLowerCase()}.js` && readFileSync(join(folder, entry), "utf8").includes(`'${token}'`));
        if (!file) throw new Error(`@pulumi/${this.name} ${this.version} has no resource '${token}'.`);
        return join(folder, file.slice(0, -".js".length));
    }

    /** How tokens spell the module of a folder: storage/v1 is storage.k8s.io/v1; for bridged providers they are the same. */
    moduleOf(folder) {
        const path = join(this.folder, folder);
        if (!existsSync(path)) return folder;
        const scripts = readdirSync(path).filter(entry => entry.endsWith(".js")).map(entry => readFileSync(join(path, entry), "utf8"));
        const token = new RegExp(`__pulumiType = '${this.name}:([^:']*):`);
        const spelt = scripts.map(script => token.exec(script)?.[1]).find(module => module?.split("/")[1] === folder.split("/")[1]);
        return spelt ?? folder;
    }

    script(path) {
        return readFileSync(path + ".js", "utf8");
    }

    declarations(path) {
        return ts.createSourceFile(path, readFileSync(path + ".d.ts", "utf8"), ts.ScriptTarget.Latest);
    }

    /** The interfaces of types/input or types/output by dotted name, such as rds.InstanceS3Import. */
    nestedTypes(side) {
        const path = join(this.folder, "types", side);
        const found = new Map();
        if (!existsSync(path + ".d.ts")) return found;
        const visit = (node, prefix) => {
            if (ts.isInterfaceDeclaration(node)) found.set(prefix + node.name.text, node);
            else if (ts.isModuleDeclaration(node)) node.body.statements.forEach(child => visit(child, `${prefix}${node.name.text}.`));
        };
        this.declarations(path).statements.forEach(node => visit(node, ""));
        return found;
    }

    /** Members of an enum as [name, value], in their declared order. */
    enumMembers(dottedName) {
        const [name, ...folders] = dottedName.split(".").reverse();
        const path = join(this.folder, "types", "enums", ...folders.reverse(), "index");
        const declaration = this.declarations(path).statements
            .filter(ts.isVariableStatement)
            .flatMap(statement => statement.declarationList.declarations)
            .find(variable => variable.name.text === name);
        return declaration.type.members.map(member => [member.name.text, member.type.literal.text]);
    }
}

/** The folder of a token's module: 'ec2/vpc' is ec2, 'index/randomId' the root, 'storage.k8s.io/v1' is storage/v1. */
function folderOf(module, name) {
    const [group, rest] = module.split("/");
    if (rest.toLowerCase() !== name.toLowerCase()) return `${group.split(".")[0]}/${rest}`;
    return group === "index" ? "." : group;
}
