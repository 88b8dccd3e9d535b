using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// The security group that EKS makes with a cluster and takes away with it; but not while a rule of another group names it, and then
/// it stays behind for ever, and the network with it.
/// </summary>
internal static class ClusterSecurityGroup
{
    private const string Path = "vpcConfig.clusterSecurityGroupId";

    public static void Make(Call call)
    {
        var subnet = call.Content.Objects.FirstOrDefault(one =>
            one.Type == AwsNetworkRules.Subnet && one.IsCalled(call.Inputs.Text("vpcConfig.subnetIds") ?? "")
        );
        call.Content.Objects.Add(
            new()
            {
                Type = AwsNetworkRules.SecurityGroup,
                Scope = call.Scope,
                Id = call.State.Text(Path)!,
                Name = $"eks-cluster-sg-{call.Name}",
                Hash = call.Hash,
                CreatedAt = call.Now,
                Inputs = new() { ["vpcId"] = subnet?.Inputs.Text("vpcId") ?? "" },
            }
        );
    }

    public static void Leave(Call call)
    {
        var group = call.State.Text(Path);
        var rules = call.Content.Objects.Where(one => one.Type is AwsNetworkRules.IngressRule or AwsNetworkRules.EgressRule).ToList();
        if (rules.Exists(rule => rule.Inputs.Text("referencedSecurityGroupId") == group && rule.Inputs.Text("securityGroupId") != group))
            return;
        call.Content.Objects.RemoveAll(one =>
            (one.Type == AwsNetworkRules.SecurityGroup && one.Id == group)
            || (rules.Contains(one) && one.Inputs.Text("securityGroupId") == group)
        );
    }
}
