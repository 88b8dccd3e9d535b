namespace Infra.Tests.Verification;

/// <summary>A real Prometheus that scrapes itself under the names of the chart's jobs.</summary>
internal static class MetricsServer
{
    /// <summary>Starts it, and waits for the first samples.</summary>
    /// <param name="jobs">The jobs that it has; what stands behind an exclamation mark is not reached.</param>
    public static async Task<LoopbackServer> StartAsync(params string[] jobs)
    {
        LoopbackServer.Require("prometheus", "prometheus");
        var folder = Directory.CreateTempSubdirectory("prometheus-");
        var (port, file) = (LoopbackPort.Free(), Path.Combine(folder.FullName, "prometheus.yml"));
        await File.WriteAllTextAsync(
            file,
            "global: { scrape_interval: 200ms, scrape_timeout: 200ms }\nscrape_configs:\n"
                + string.Concat(
                    jobs.Select(job =>
                        $"- {{ job_name: \"{job.TrimStart('!')}\", static_configs: [{{ targets: "
                        + $"[\"127.0.0.1:{(job[0] == '!' ? LoopbackPort.Free() : port)}\"] }}] }}\n"
                    )
                )
                + (jobs is [] ? "- job_name: nothing\n" : "")
        );
        var server = await LoopbackServer.StartAsync(
            $"http://127.0.0.1:{port}",
            "/-/ready",
            folder,
            "prometheus",
            $"--config.file={file}",
            $"--storage.tsdb.path={folder.FullName}/data",
            $"--web.listen-address=127.0.0.1:{port}",
            "--log.level=error"
        );
        using var client = new HttpClient();
        while (
            jobs is not []
            && !(await client.GetStringAsync(new Uri($"{server.Address}/api/v1/query?query=count(up)%20%3D%3D%20{jobs.Length}"))).Contains(
                "\"value\"",
                StringComparison.Ordinal
            )
        )
        {
            await Task.Delay(50);
        }
        return server;
    }
}
