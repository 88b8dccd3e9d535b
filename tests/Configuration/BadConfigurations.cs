using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>Sample stacks with one key spoilt, and words that the fault must have.</summary>
public static class BadConfigurations
{
    /// <summary>Cloud, key, JSON (null: the key is missing), words of the message.</summary>
    public static TheoryData<string, string, string?, string> All =>
        new()
        {
            { "gcp", "infra:cloud", "\"azure\"", "infra:cloud: 'azure' is not gcp or aws. Write for example gcp." },
            { "gcp", "infra:cloud", null, "infra:cloud: it is missing" },
            { "gcp", "infra:prefix", "\"Astro\"", "infra:prefix: 'Astro' is not 3 to 18 small letters" },
            { "gcp", "infra:prefix", "\"a-prefix-that-is-long\"", "3 to 18 small letters" },
            { "gcp", "infra:baseDomain", "\"https://astro.example.com\"", "infra:baseDomain" },
            { "gcp", "infra:baseDomain", null, "infra:baseDomain: it is missing" },
            { "gcp", "infra:lifetime", "\"eternal\"", "'eternal' is not durable or disposable" },
            { "gcp", "infra:databse", "{}", "Did you mean 'infra:database'" },
            { "gcp", "infra:cluster", "3", "infra:cluster: '3' is not an object" },
            { "gcp", "infra:cluster.generation", "0", "'0' is not a whole number from 1 to 999" },
            { "gcp", "infra:cluster.generation", "1.5", "'1.5' is not a whole number" },
            { "gcp", "infra:cluster.kubernetesVersion", "\"1.36\"", "\"1.31\" to \"1.35\"" },
            {
                "gcp",
                "infra:cluster.kubernetesVersion",
                "\"latest\"",
                $"'latest' is not a minor version that chart {ChartRelease.Current.Version} supports"
            },
            { "gcp", "infra:cluster.platform.mostNodes", "1", "infra:cluster.platform.mostNodes: 1 is fewer than leastNodes, 3" },
            { "gcp", "infra:cluster.platform.machineType", null, "infra:cluster.platform.machineType: it is missing" },
            { "gcp", "infra:cluster.platform.spot", "true", "infra:cluster.platform.spot: there is no such key" },
            { "aws", "infra:cluster.platform.spot", "true", "infra:cluster.platform.spot: there is no such key" },
            { "gcp", "infra:cluster.allowedRanges", "[\"0.0.0.0/0\"]", "is not a list of IPv4 ranges" },
            { "gcp", "infra:cluster.allowedRanges", "[\"10.200.0.1/24\"]", "no host bits set" },
            {
                "gcp",
                "infra:network.range",
                "\"10.0.0.0/8\"",
                "infra:network.range: '10.0.0.0/8' is not a range of IPv4 addresses from /16 to /20"
            },
            { "gcp", "infra:network.range", "\"10.0.0.1/16\"", "no host bits set" },
            { "gcp", "infra:network.flowLogs", "\"on\"", "'on' is not true or false" },
            { "gcp", "infra:owner", "\"Data Platform\"", "infra:owner: 'Data Platform' is not at most 63 small letters" },
            { "gcp", "infra:database.generation", "-1", "infra:database.generation" },
            { "gcp", "infra:database.postgresVersion", "18", "'18' is not a whole number from 13 to 17" },
            { "gcp", "infra:database.highAvailability", "\"yes\"", "'yes' is not true or false" },
            { "gcp", "infra:database.backup.retentionDays", "3", "'3' is not a whole number from 7 to 35" },
            { "gcp", "infra:database.backup.time", "\"25:00\"", "'25:00' is not a time of day" },
            { "gcp", "infra:database.backup.pointInTimeDays", "8", "keeps the logs of 7 days, and 8 are wanted. Write at most 7" },
            { "aws", "infra:database.backup.pointInTimeDays", "20", "Write at most 14, or raise retentionDays" },
            { "aws", "infra:database.backup.retentionDays", "36", "from 7 to 35" },
            { "gcp", "infra:database.backup.retention", "14", "Did you mean 'infra:database.backup.retentionDays'" },
            { "gcp", "infra:database.restore", "{}", "infra:database.restore: it does not say which one state is wanted" },
            { "gcp", "infra:database.restore", "{\"latest\":true}", "generation 1 has no generation before it" },
            {
                "gcp",
                "infra:database.restore",
                "{\"latest\":true,\"instance\":\"x\",\"pointInTime\":\"2026-11-23T13:02:30Z\"}",
                "it does not say which one state is wanted"
            },
            {
                "gcp",
                "infra:database.restore",
                "{\"instance\":\"x\",\"pointInTime\":\"2026-11-23T14:02:30+01:00\"}",
                "is not an instant in UTC, with Z"
            },
            {
                "gcp",
                "infra:database.restore",
                "{\"instance\":\"x\",\"pointInTime\":\"yesterday\"}",
                "'yesterday' is not an instant in UTC"
            },
            {
                "gcp",
                "infra:database.restore",
                "{\"latest\":true,\"backup\":1,\"instance\":\"x\"}",
                "it does not say which one state is wanted"
            },
            { "gcp", "infra:database.restore", "{\"backup\":1772442000000}", "generation 1 has no generation before it" },
            {
                "gcp",
                "infra:database.restore",
                "{\"backup\":\"monday\",\"instance\":\"x\"}",
                "'monday' does not fit this cloud. Write the number of a backup run"
            },
            {
                "gcp",
                "infra:database.restore",
                "{\"latest\":true,\"instance\":\"x\",\"deleted\":\"2026-11-23T13:02:30Z\"}",
                "to a point in time only"
            },
            {
                "gcp",
                "infra:database.restore",
                "{\"pointInTime\":\"2026-11-23T13:02:30Z\",\"copy\":\"x\"}",
                "Write the backup vault's data source"
            },
            { "gcp", "infra:database.restore", "{\"adopt\":\"x\",\"instance\":\"y\"}", "adopted as generation 1, by its own name" },
            {
                "gcp",
                "infra:database.restore",
                "{\"backup\":1,\"instance\":\"x\",\"deleted\":\"2026-11-23T13:02:30Z\"}",
                "a backup or an adopted instance needs none"
            },
            { "aws", "infra:database.restore", "{\"backup\":\"s\",\"instance\":\"x\"}", "an RDS snapshot is named by itself" },
            {
                "aws",
                "infra:database.restore",
                "{\"latest\":true,\"deleted\":\"astro-prod-db-g1\"}",
                "Write the deleted instance's resource id"
            },
            { "aws", "infra:database.restore", "{\"latest\":true,\"copy\":\"ab-1\"}", "Write the ARN of the automated backups" },
            { "gcp", "infra:database.createAgain", "2", "it names generation 2, but the active one is 1" },
            { "gcp", "infra:prometheus.replicas", "1", "'1' is not a whole number from 2 to 3" },
            { "gcp", "infra:registry.keepDeletedDays", "3", "from 7 to 90" },
            { "gcp", "gcp:project", "\"My Project\"", "gcp:project: 'My Project' is not a project's id (not its name or number)" },
            { "gcp", "gcp:project", null, "gcp:project: it is missing" },
            { "gcp", "gcp:region", "\"europe-west1-b\"", "not a zone" },
            { "gcp", "gcp:zone", "\"europe-west1-b\"", "gcp:zone: there is no such key" },
            { "gcp", "infra:aws", "{\"zones\":[]}", "infra:aws: it is for the other cloud, and infra:cloud is gcp" },
            { "aws", "aws:region", "\"eu-central-1a\"", "not a zone" },
            { "aws", "aws:allowedAccountIds", "[]", "it names 0 accounts, and a stack lives in one" },
            { "aws", "aws:allowedAccountIds", "[\"123\"]", "is not a list of account ids, 12 digits each in quotes" },
            { "aws", "aws:allowedAccountIds", "\"123456789012\"", "aws:allowedAccountIds: '123456789012' is not a list of account ids" },
            {
                "aws",
                "infra:aws.zones",
                "[\"eu-central-1a\",\"eu-central-1a\",\"eu-central-1b\"]",
                "are not three different zones of eu-central-1"
            },
            { "gcp", "infra:prefix", "\"ap\"", "infra:prefix: 'ap' is not 3 to 18 small letters" },
            { "gcp", "infra:prefix", "\"1astro\"", "that begin with a letter" },
            { "gcp", "infra:prefix", "\"astro-\"", "infra:prefix: 'astro-' is not" },
            { "gcp", "infra:prefix", "\"astro\\n\"", "infra:prefix" },
            { "gcp", "infra:prefix", "[\"astro\"]", "is not 3 to 18 small letters" },
            { "gcp", "infra:prefix", "\"\"", "infra:prefix: it is missing. Write 3 to 18 small letters" },
            { "gcp", "infra:baseDomain", "\"localhost\"", "is not a domain in small letters" },
            { "gcp", "infra:baseDomain", "\"Astro.Example.com\"", "is not a domain in small letters" },
            { "gcp", "infra:baseDomain", "\"*.example.com\"", "is not a domain in small letters" },
            { "gcp", "infra:baseDomain", "\"astro.example.com.\"", "is not a domain in small letters" },
            { "gcp", "infra:baseDomain", "\"a_b.example.com\"", "is not a domain in small letters" },
            { "gcp", "infra:baseDomain", "\"db.astro-prod.internal\"", "lies in astro-prod.internal, the stack's private zone" },
            { "aws", "infra:baseDomain", "\"astro-prod.internal\"", "lies in astro-prod.internal, the stack's private zone" },
            { "gcp", "infra:network.range", "\"8.8.0.0/16\"", "8.8.0.0/16 are public addresses" },
            { "gcp", "infra:network.range", "\"172.32.0.0/16\"", "172.32.0.0/16 are public addresses" },
            { "gcp", "infra:network.range", "\"10.0.0.0/24\"", "is not a range of IPv4 addresses from /16 to /20" },
            { "gcp", "infra:network.range", "\"fd00::/16\"", "is not a range of IPv4 addresses" },
            { "gcp", "infra:network.range", "\"10.0.0.0\"", "is not a range of IPv4 addresses" },
            { "gcp", "infra:network.rang", "\"10.0.0.0/16\"", "Did you mean 'infra:network.range'" },
            { "gcp", "infra:network.range", "\"10.0.0.0/20\"", "10.0.0.0/20 has room for the pods of" },
            { "gcp", "infra:cluster.allowedRanges", "[\"10.0.64.0/24\"]", "10.0.64.0/24 lies in the platform's own network 10.0.0.0/16" },
            {
                "aws",
                "infra:cluster.allowedRanges",
                "[\"192.0.2.0/24\",\"192.0.2.128/25\"]",
                "192.0.2.128/25 lies in 192.0.2.0/24, which stands there too"
            },
            { "aws", "infra:cluster.allowedRanges", "[\"192.0.2.0/24\",\"192.0.2.0/24\"]", "192.0.2.0/24 stands there twice" },
            { "gcp", "infra:cluster.allowedRanges", "\"192.0.2.0/24\"", "'192.0.2.0/24' is not a list of IPv4 ranges" },
            { "gcp", "infra:cluster.generation", "1000", "'1000' is not a whole number from 1 to 999" },
            { "gcp", "infra:cluster.generation", "\"two\"", "'two' is not a whole number" },
            {
                "gcp",
                "infra:cluster.kubernetesVersion",
                "1.3",
                $"'1.3' is not a minor version that chart {ChartRelease.Current.Version} supports"
            },
            { "gcp", "infra:cluster.kubernetesVersion", "\"1.34.2\"", "'1.34.2' is not a minor version" },
            { "gcp", "infra:cluster.airflow", "[]", "infra:cluster.airflow: '[]' is not an object" },
            { "gcp", "infra:cluster.airflow.leastNodes", "-1", "'-1' is not a whole number from 0 to 1000" },
            { "gcp", "infra:cluster.airflow.spot", "1", "'1' is not true or false" },
            { "gcp", "infra:cluster.nodes", "{}", "infra:cluster.nodes: there is no such key" },
            { "aws", "infra:database.machineType", "{}", "infra:database.machineType: '{}' is not a machine type" },
            { "aws", "infra:database.storageGiB", "\"100GiB\"", "'100GiB' is not a whole number from 20 to 16384" },
            { "aws", "infra:database.backup", "\"daily\"", "infra:database.backup: 'daily' is not an object" },
            { "aws", "infra:database.backup.time", "3", "'3' is not a time of day" },
            { "aws", "infra:database.backup.time", "\"3:00\"", "'3:00' is not a time of day" },
            { "aws", "infra:database.backup.time", "\"0 3 * * *\"", "'0 3 * * *' is not a time of day in UTC" },
            { "aws", "infra:database.backup.pointInTimeDays", "0", "'0' is not a whole number from 1 to 35" },
            { "aws", "infra:database.restore", "[]", "infra:database.restore: '[]' is not an object" },
            {
                "aws",
                "infra:database.restore",
                "{\"instance\":\"x\",\"pointInTime\":\"2026-11-23T13:02:30\"}",
                "is not an instant in UTC, with Z"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"instance\":\"x\",\"pointInTime\":\"2026-11-23 14:02:30 +0100 +0100\"}",
                "is not an instant in UTC, with Z"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"instance\":\"x\",\"pointInTime\":\"2026-11-31T13:02:30Z\"}",
                "is not an instant in UTC, with Z"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"instance\":\"x\",\"point_in_time\":\"2026-11-23T13:02:30Z\"}",
                "Did you mean 'infra:database.restore.pointInTime'"
            },
            { "aws", "infra:database.createAgain", "true", "'true' is not a whole number from 1 to 999" },
            { "aws", "infra:prometheus.storageGiB", "5", "'5' is not a whole number from 10 to 16384" },
            { "aws", "infra:lifetime", "true", "'true' is not durable or disposable" },
            { "gcp", "infra:cloud", "{}", "infra:cloud: '{}' is not gcp or aws" },
            { "gcp", "infr:cloud", "\"gcp\"", "infr:cloud: there is no such key. Did you mean 'infra:cloud'" },
            { "gcp", "gcp:project", "\"123456789012\"", "'123456789012' is not a project's id" },
            { "aws", "infra:gcp", "{\"databaseEdition\":\"enterprise\"}", "infra:gcp: it is for the other cloud, and infra:cloud is aws" },
            { "aws", "infra:aws.admins", null, "infra:aws.admins: it is missing" },
            { "aws", "infra:aws.admins", "[\"arn:aws:iam::123456789012:role/deploy\"]", "one that is lost would lock everybody out" },
            { "aws", "infra:aws.natGateways", "\"none\"", "'none' is not zonal or single" },
            { "aws", "aws:region", "\"us-gov-west-1\"", "not one of China or a government's" },
            { "aws", "aws:profile", "\"production\"", "aws:profile: there is no such key" },
            {
                "gcp",
                "infra:smtp",
                "{\"host\":\"smtp.example.com\",\"user\":\"u\",\"password\":\"hunter2\",\"from\":\"a@example.com\"}",
                "infra:smtp.password: it is a secret, and stands there for everybody to read. Change it where it came from, then: pulumi "
                    + "config set --secret --path 'infra:smtp.password' VALUE"
            },
            { "gcp", "infra:smtp", "{\"user\":\"u\"}", "infra:smtp.host: it is missing. Write a host name, for example smtp.example.com" },
            { "aws", "infra:smtp.port", "\"ssl\"", "'ssl' is not a whole number from 1 to 65535" },
            { "aws", "infra:smpt", "{}", "Did you mean 'infra:smtp'" },
            { "aws", "infra:database.backpu", "{}", "Did you mean 'infra:database.backup'" },
            {
                "aws",
                "infra:copies.region",
                "\"eu-central-1\"",
                "infra:copies.region: eu-central-1 is the stack's own region, and is lost with it. Name another region"
            },
            { "gcp", "infra:copies.region", "\"europe-west1\"", "europe-west1 is the stack's own region" },
            {
                "aws",
                "infra:copies.region",
                "\"europe-west4\"",
                "'europe-west4' is no region of AWS's, and a copy stays on the stack's own cloud. Write for example eu-west-1"
            },
            { "gcp", "infra:copies.region", "\"eu-west-1\"", "'eu-west-1' is no region of Google Cloud's" },
            { "gcp", "infra:copies.region", "\"eu\"", "'eu' is not another region of the same cloud" },
            { "gcp", "infra:copies", "{\"retentionDays\":14}", "infra:copies.region: it is missing" },
            {
                "aws",
                "infra:copies.retentionDays",
                "10",
                "infra:copies.retentionDays: the backups themselves are kept for 14 days, and their copies for 10. Write at least 14, or "
                    + "remove the line"
            },
            { "aws", "infra:copies.lock", "\"forever\"", "'forever' is not none or governance or compliance" },
            {
                "gcp",
                "infra:copies.lock",
                "\"governance\"",
                "infra:copies.lock: on Google Cloud the copies are Cloud SQL's own backups, and nothing here locks them. Remove the line"
            },
            { "gcp", "infra:copies.retentionDays", "36", "'36' is not a whole number from 7 to 35" },
            {
                "gcp",
                "infra:gcp.backupLocation",
                "\"eu\"",
                "infra:copies.region: infra:gcp.backupLocation puts the database's backups into eu, and they are the copies. Remove "
                    + "infra:gcp.backupLocation"
            },
            {
                "aws",
                "infra:aws.replicaRegion",
                "\"eu-west-3\"",
                "infra:aws.replicaRegion: it is called infra:copies.region now. Remove it, and write infra:copies: { region: eu-west-3 }"
            },
            { "gcp", "gpc:region", "\"europe-west1\"", "Did you mean 'gcp:region'" },
        };

    /// <summary>What reads well and a cloud refuses, twenty minutes into an update.</summary>
    public static TheoryData<string, string, string, string> NotOnOffer =>
        new()
        {
            { "gcp", "gcp:region", "\"europe-west5\"", "Google Cloud has no region europe-west5" },
            { "gcp", "gcp:region", "\"eurpoe-west1\"", "Did you mean europe-west1?" },
            { "aws", "aws:region", "\"eu-centrl-1\"", "Did you mean eu-central-1?" },
            { "aws", "aws:region", "\"us-west-1\"", "us-west-1 gives an account two zones, and a stack needs three" },
            { "gcp", "infra:gcp.backupLocation", "\"europe\"", "infra:gcp.backupLocation: Google Cloud has no region europe" },
            { "gcp", "infra:cluster.platform.machineType", "\"m6i.2xlarge\"", "it reads like one of AWS" },
            { "gcp", "infra:cluster.platform.machineType", "\"n2standard8\"", "is no machine type of Compute Engine" },
            { "gcp", "infra:cluster.platform.machineType", "\"n2-standart-8\"", "Did you mean n2-standard-8?" },
            { "gcp", "infra:cluster.platform.machineType", "\"n2-standard\"", "does not say how many processors it has" },
            { "gcp", "infra:cluster.platform.machineType", "\"t2a-standard-8\"", "has processors of ARM" },
            { "gcp", "infra:cluster.airflow.machineType", "\"c4a-standard-8\"", "has processors of ARM" },
            { "gcp", "infra:cluster.platform.machineType", "\"e2-medium\"", "shares its processor with others" },
            { "gcp", "infra:cluster.platform.machineType", "\"n2-standard-2\"", "has 2 processors and 7.5 GiB of memory" },
            { "gcp", "infra:cluster.platform.machineType", "\"n2-highcpu-8\"", "has 8 processors and 7.2 GiB of memory" },
            { "gcp", "infra:cluster.airflow.machineType", "\"n2-custom-3-8192\"", "an even number of processors" },
            { "gcp", "infra:cluster.airflow.machineType", "\"n2-custom-4-8000\"", "memory in steps of 256 MiB" },
            { "aws", "infra:cluster.platform.machineType", "\"n2-standard-8\"", "it reads like one of Google Cloud" },
            { "aws", "infra:cluster.platform.machineType", "\"db.m6g.xlarge\"", "is a class of RDS" },
            { "aws", "infra:cluster.platform.machineType", "\"m6g.2xlarge\"", "has processors of ARM" },
            { "aws", "infra:cluster.airflow.machineType", "\"c7gn.2xlarge\"", "has processors of ARM" },
            { "aws", "infra:cluster.airflow.machineType", "\"m6i.2large\"", "is no machine type of EC2" },
            { "aws", "infra:cluster.airflow.machineType", "\"q5.xlarge\"", "it has no series q" },
            { "aws", "infra:cluster.platform.machineType", "\"t3.medium\"", "has 1 processors" },
            { "aws", "infra:cluster.platform.machineType", "\"c6i.xlarge\"", "has 4 processors and 8 GiB of memory" },
            { "gcp", "infra:database.machineType", "\"db.m6g.xlarge\"", "it reads like one of RDS" },
            { "gcp", "infra:database.machineType", "\"db-custom-3-16384\"", "has 3 processors, and Cloud SQL takes 1 or an even number" },
            { "gcp", "infra:database.machineType", "\"db-custom-4-16000\"", "which is no multiple of 256. Write 16128 instead" },
            { "gcp", "infra:database.machineType", "\"db-custom-2-16384\"", "0.9 to 6.5 GiB for each processor" },
            { "gcp", "infra:database.machineType", "\"db-custom-1-1024\"", "takes 3840 MiB or more" },
            { "gcp", "infra:database.machineType", "\"db-standard-4\"", "is no machine type of Cloud SQL's enterprise edition" },
            { "aws", "infra:database.machineType", "\"db-custom-4-16384\"", "is no class of RDS" },
            { "aws", "infra:database.machineType", "\"m6g.xlarge\"", "Write db., its family and its size" },
            { "aws", "infra:database.machineType", "\"db.m4.large\"", "RDS runs no Postgres on 'db.m4.large'" },
            { "gcp", "infra:prefix", "\"goog-astro\"", "Google Cloud refuses buckets" },
            { "gcp", "infra:prefix", "\"my-g00gle\"", "Google Cloud refuses buckets" },
            { "gcp", "infra:prefix", "\"xn--astro\"", "Google Cloud refuses buckets" },
            { "aws", "infra:prefix", "\"aws-astro\"", "AWS refuses names that begin with aws" },
            { "aws", "infra:prefix", "\"amzn-astro\"", "AWS refuses names that begin with amzn" },
            { "aws", "infra:prefix", "\"sthree\"", "AWS refuses names that begin with sthree" },
            { "aws", "infra:prefix", "\"xn--astro\"", "AWS refuses names that begin with xn--" },
            {
                "gcp",
                "infra:network.range",
                "\"172.17.0.0/16\"",
                "172.17.0.0/16 overlaps 172.17.0.0/16, which Docker's bridge has on every node"
            },
            { "aws", "infra:network.range", "\"172.17.16.0/20\"", "which Docker's bridge has on every node" },
            {
                "gcp",
                "infra:database.restore",
                "{\"latest\":true,\"instance\":\"Astro_DB\"}",
                "Write an instance's name: at most 97 small letters"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"latest\":true,\"instance\":\"astro--db\"}",
                "Write an instance's identifier: at most 63 letters"
            },
            {
                "gcp",
                "infra:database.restore",
                "{\"latest\":true,\"instance\":\"astro-prod-db-g1\"}",
                "astro-prod-db-g1 is the instance that is to be born"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"pointInTime\":\"2003-11-23T13:02:30Z\",\"instance\":\"x\"}",
                "is before the cloud had Postgres, 2013-11-14"
            },
            {
                "gcp",
                "infra:database.restore",
                "{\"pointInTime\":\"2016-11-23T13:02:30Z\",\"instance\":\"x\"}",
                "is before the cloud had Postgres, 2017-03-09"
            },
            {
                "gcp",
                "infra:database.restore",
                "{\"pointInTime\":\"2026-11-23T13:02:30Z\",\"instance\":\"x\",\"deleted\":\"2026-11-22T13:57:10Z\"}",
                "is after the instance was deleted"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"backup\":\"arn:aws:rds:eu-west-1:123456789012:snapshot:s\"}",
                "it is in eu-west-1, and the database is born in eu-central-1"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"backup\":\"arn:aws:rds:eu-central-1:210987654321:snapshot:s\"}",
                "it is of the account 210987654321"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"backup\":\"arn:aws-cn:rds:eu-central-1:123456789012:snapshot:s\"}",
                "it is of the partition aws-cn"
            },
            {
                "aws",
                "infra:database.restore",
                "{\"latest\":true,\"copy\":\"arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-1a2b\"}",
                "it is in eu-west-1"
            },
            { "gcp", "infra:smtp.host", "\"smtp..example.com\"", "'smtp..example.com' is not a host name" },
            { "aws", "infra:smtp.host", "\"smtp.example.com.\"", "is not a host name" },
            { "gcp", "infra:chart.repository", "\"https://charts..example.com/astronomer\"", "is not the https URL of a Helm repository" },
            { "gcp", "infra:chart.imageRegistry", "\".example.com/astronomer\"", "is not a registry with a path" },
        };
}
