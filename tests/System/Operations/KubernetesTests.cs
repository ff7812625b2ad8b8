using Actors.Clustering;
using Actors.Gateway.Hosting;
using YamlDotNet.RepresentationModel;

namespace Actors.System.Tests;

/// <summary>The programs understand what deploy/kubernetes says, and its parts fit together. That a cluster accepts it is not tested here.</summary>
public sealed class KubernetesTests
{
    private static readonly YamlMappingNode Kustomization = Yaml.Load("deploy", "kubernetes", "kustomization.yaml").Single();
    private static readonly YamlMappingNode[] Objects = [.. Kustomization.List("resources").SelectMany(static file => Yaml.Load("deploy", "kubernetes", file.Text()!))];

    private static IEnumerable<(YamlNode Pod, YamlNode Container, bool IsGateway)> Nodes =>
        from one in Objects
        where one.Text("kind") == "StatefulSet"
        let pod = one.At("spec", "template", "spec")
        let container = pod.List("containers").Single()
        select (pod, container, container.Text("image") == "actors-gateway");

    [Fact]
    public void Every_file_is_listed_and_every_object_has_a_name()
    {
        var files = Directory.GetFiles(Repository.PathOf("deploy", "kubernetes")).Select(Path.GetFileName).Where(static file => file != "kustomization.yaml").Order();
        Assert.Equal(files, Kustomization.List("resources").Select(static file => file.Text()).Order());
        Assert.Equal(["ConfigMap", "Ingress", "Namespace", "NetworkPolicy", "PodDisruptionBudget", "Service", "StatefulSet"], Objects.Select(static one => one.Text("kind")).Distinct().Order());
        Assert.All(Objects, static one => Assert.NotNull(one.Text("metadata", "name")));
        Assert.All(Objects, static one => Assert.NotNull(one.Text("apiVersion")));
        Assert.Equal(Objects.Length, Objects.Select(static one => (one.Text("kind"), one.Text("metadata", "name"))).Distinct().Count());
    }

    [Fact]
    public void Every_option_exists_and_takes_its_value()
    {
        foreach (var (_, container, isGateway) in Nodes)
        {
            foreach (var variable in container.List("env"))
            {
                Assert.Null(OptionNames.Wrong(isGateway, variable.Text("name")!, variable.Text("value")));
                Assert.True(variable.Text("valueFrom", "fieldRef", "fieldPath") is "metadata.name" || variable.Text("value") is not null);
            }
            foreach (var map in container.List("envFrom"))
            {
                var data = Named("ConfigMap", map.Text("configMapRef", "name")!).Entries("data").ToArray();
                Assert.NotEmpty(data);
                Assert.All(data, entry => Assert.Null(OptionNames.Wrong(isGateway, entry.Key, entry.Value.Text())));
            }
        }
    }

    [Fact]
    public void Every_secret_is_made_mounted_and_read()
    {
        var made = Kustomization.List("secretGenerator")
            .ToDictionary(static secret => secret.Text("name")!, static secret => secret.List("files").Select(static file => file.Text()!.Split('=')[0]).ToArray());
        var script = File.ReadAllText(Repository.PathOf("deploy", "make-secrets.sh"));
        Assert.All(
            Kustomization.List("secretGenerator").SelectMany(static secret => secret.List("files")).Select(static file => file.Text()!.Split("../secrets/")[1]),
            file => Assert.Contains(file.StartsWith("cluster/", StringComparison.Ordinal) ? "./make-certificates.sh secrets/cluster " : $"put {file} ", script, StringComparison.Ordinal));
        foreach (var (pod, container, isGateway) in Nodes)
        {
            foreach (var volume in pod.List("volumes").Where(static volume => volume.At("secret") is not null))
            {
                var path = container.List("volumeMounts").Single(mount => mount.Text("name") == volume.Text("name")).Text("mountPath")!;
                var options = container.List("envFrom")
                    .SelectMany(static map => Named("ConfigMap", map.Text("configMapRef", "name")!).Entries("data")).ToDictionary(static entry => entry.Key, static entry => entry.Value.Text());
                if (made[volume.Text("secret", "secretName")!] is [_, _, _] files)
                    Assert.Equal(files.Select(file => $"{path}/{file}"), ((string[])["Certificate", "Key", "Authority"]).Select(option => options[$"Actors__Cluster__Link__Tls__{option}"]));
                else if (options["Actors__SecretsDirectory"] == path)
                    Assert.All(made[volume.Text("secret", "secretName")!], file => Assert.Null(OptionNames.Wrong(isGateway, file, null)));
                else
                    Assert.Contains(options["Actors__Admin__TokenFile"], made[volume.Text("secret", "secretName")!].Select(file => $"{path}/{file}"));
            }
        }
    }

    [Fact]
    public void Services_and_probes_name_ports_the_programs_listen_on()
    {
        var options = new ServerOptions();
        foreach (var (_, container, isGateway) in Nodes)
        {
            var ports = container.List("ports").ToDictionary(static port => port.Text("name")!, static port => port.Text("containerPort")!);
            if (isGateway)
            {
                Assert.Equal(
                    new HashSet<string>([$"{options.Http.Port}", $"{options.SocketIO.Port}", $"{options.Datagram.Port}", "7000",
                    .. options.WebSockets.Values.Select(static listener => $"{listener.Port}")]),
                    ports.Values.ToHashSet());
            }
            Assert.Equal(Named("ConfigMap", "actors-node").Text("data", "Actors__Http__Port"), ports["http"]);
            Assert.Equal(Named("ConfigMap", "actors-node").Text("data", "Actors__Cluster__Link__Port"), ports["link"]);
            foreach (var probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
                Assert.Contains(container.Text(probe, "httpGet", "port")!, ports.Keys);
            Assert.Equal("/health/live", container.Text("livenessProbe", "httpGet", "path"));
            Assert.Equal("/health/ready", container.Text("readinessProbe", "httpGet", "path"));
            foreach (var service in isGateway ? (string[])["actors-clients", "actors-datagram", "actors-gateway"] : ["actors-world"])
                Assert.All(Named("Service", service).List("spec", "ports"), port => Assert.Equal(port.Text("port"), ports[port.Text("targetPort")!]));
        }
    }

    [Fact]
    public void Gateways_listen_for_the_balancer_on_every_port_and_set_its_connection_limit()
    {
        foreach (var (_, container, _) in Nodes.Where(static node => node.IsGateway))
        {
            var options = container.List("envFrom")
                .SelectMany(static map => Named("ConfigMap", map.Text("configMapRef", "name")!).Entries("data")).ToDictionary(static entry => entry.Key, static entry => entry.Value.Text());
            Assert.Empty(OptionNames.Unreachable(options.GetValueOrDefault));
        }
    }

    [Fact]
    public async Task Every_pods_name_resolves_before_it_is_ready_and_is_in_its_certificate()
    {
        var directory = Directory.CreateTempSubdirectory("actors-secrets-");
        try
        {
            foreach (var script in (string[])["make-secrets.sh", "make-certificates.sh"])
                File.Copy(Repository.PathOf("deploy", script), Path.Combine(directory.FullName, script));
            await NodeCertificates.RunAsync(Path.Combine(directory.FullName, "make-secrets.sh"));
            foreach (var set in Objects.Where(static one => one.Text("kind") == "StatefulSet"))
            {
                var name = set.Text("spec", "serviceName")!;
                Assert.Equal("None", Named("Service", name).Text("spec", "clusterIP"));
                Assert.Equal("true", Named("Service", name).Text("spec", "publishNotReadyAddresses"));
                var secret = Kustomization.List("secretGenerator").Single(secret => secret.Text("name") == $"{name}-tls");
                var files = secret.List("files").Select(file => file.Text()!.Split('=')).ToDictionary(static file => file[0], file => Path.Combine(directory.FullName, file[1]["../".Length..]));
                for (var pod = 0; pod < int.Parse(set.Text("spec", "replicas")!); pod++)
                {
                    var advertised = set.At("spec", "template", "spec").List("containers").Single().List("env").Single(static variable => variable.Text("name") == "Actors__Cluster__Link__Advertise");
                    var links = new ClusterLinkOptions
                    {
                        Address = "0.0.0.0",
                        Port = 7000,
                        Advertise = advertised.Text("value")!.Replace("$(Actors__Cluster__Node)", $"{set.Text("metadata", "name")}-{pod}", StringComparison.Ordinal),
                        Tls = { Certificate = files["node.crt"], Key = files["node.key"], Authority = files["authority.crt"] },
                    };
                    Assert.Equal($"{name}-{pod}.{name}", links.Advertise);
                    Assert.Empty(links.Problems());
                }
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_ingress_path_leads_to_a_service_port_and_admin_paths_lead_nowhere()
    {
        foreach (var path in Objects.Where(static one => one.Text("kind") == "Ingress").SelectMany(static one => one.List("spec", "rules")).SelectMany(static rule => rule.List("http", "paths")))
        {
            var service = Named("Service", path.Text("backend", "service", "name")!);
            Assert.Contains(path.Text("backend", "service", "port", "number"), service.List("spec", "ports").Select(static port => port.Text("port")));
            Assert.Equal(path.Text("path") is "/admin" or "/metrics" or "/health", service.Text("metadata", "name") == "actors-nowhere");
        }
    }

    [Fact]
    public void Nodes_get_time_to_hand_over_run_unprivileged_and_stop_one_by_one()
    {
        foreach (var (pod, container, isGateway) in Nodes)
        {
            var preStop = int.Parse(container.List("lifecycle", "preStop", "exec", "command").LastOrDefault()?.Text() ?? "0");
            Assert.Equal(isGateway, preStop > 0);
            Assert.True(int.Parse(pod.Text("terminationGracePeriodSeconds")!) >= 40 + preStop + 5);
            Assert.Equal("true", pod.Text("securityContext", "runAsNonRoot"));
            Assert.Equal("true", container.Text("securityContext", "readOnlyRootFilesystem"));
            Assert.NotNull(container.Text("resources", "limits", "memory"));
        }
        foreach (var budget in Objects.Where(static one => one.Text("kind") == "PodDisruptionBudget"))
            Assert.Equal("1", budget.Text("spec", "maxUnavailable"));
        foreach (var set in Objects.Where(static one => one.Text("kind") == "StatefulSet"))
            Assert.Equal("1", set.Text("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"));
    }

    [Fact]
    public void A_clients_datagrams_reach_one_gateway_by_UDP_from_balancer_to_pod()
    {
        var service = Named("Service", "actors-datagram");
        Assert.Equal(("LoadBalancer", "ClientIP", "Local"), (service.Text("spec", "type"), service.Text("spec", "sessionAffinity"), service.Text("spec", "externalTrafficPolicy")));
        Assert.Equal("UDP", Assert.Single(service.List("spec", "ports")).Text("protocol"));
        var gateway = Nodes.Single(static node => node.IsGateway).Container;
        Assert.Equal("UDP", gateway.List("ports").Single(static port => port.Text("name") == "datagram").Text("protocol"));
        Assert.Equal("*", Named("ConfigMap", "actors-gateway").Text("data", "Actors__Datagram__Address"));
        Assert.Contains(
            Named("NetworkPolicy", "actors-links").List("spec", "ingress").SelectMany(static rule => rule.List("ports")),
            static port => (port.Text("protocol"), port.Text("port")) == ("UDP", "9999"));
    }

    [Fact]
    public void Every_file_of_the_world_is_mounted_where_nodes_read_it()
    {
        var content = Repository.PathOf("content");
        var files = Directory.GetFiles(content, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(content, file)).Order().ToList();
        var map = Kustomization.List("configMapGenerator").Single(static map => map.Text("name") == "actors-content");
        Assert.Equal(files.Select(static file => $"../../content/{file}").Order(), map.List("files").Select(static file => file.Text()).Order());
        foreach (var (pod, container, _) in Nodes)
        {
            var volume = pod.List("volumes").Single(static volume => volume.Text("configMap", "name") == "actors-content");
            Assert.Equal(
                files.Select(static file => (Key: Path.GetFileName(file), Path: file)),
                volume.List("configMap", "items").Select(static item => (Key: item.Text("key")!, Path: item.Text("path")!)).OrderBy(static item => item.Path));
            var mount = container.List("volumeMounts").Single(mount => mount.Text("name") == volume.Text("name"));
            Assert.Equal(Named("ConfigMap", "actors-node").Text("data", "Actors__Content"), mount.Text("mountPath"));
        }
    }

    [Fact]
    public void Every_key_is_in_the_schema_of_its_kind()
    {
        Assert.Empty(Objects.SelectMany(static one => KubernetesSchema.Unknown(one)));
        var wrong = Yaml.Load("deploy", "kubernetes", "gateway.yaml").Single(static one => one.Text("kind") == "StatefulSet");
        ((YamlMappingNode)wrong.At("spec", "template", "spec").List("containers").Single()).Children.Add("imagePulPolicy", "Always");
        Assert.Equal(["StatefulSet actors-gateway: spec.template.spec.containers.imagePulPolicy"], KubernetesSchema.Unknown(wrong));
    }

    [Fact]
    public void Selectors_match_their_pods()
    {
        foreach (var one in Objects.Where(static one => one.Text("kind") == "StatefulSet"))
        {
            var labels = one.Entries("spec", "template", "metadata", "labels").ToDictionary(static label => label.Key, static label => label.Value.Text());
            Assert.All(one.Entries("spec", "selector", "matchLabels"), label => Assert.Equal(label.Value.Text(), labels[label.Key]));
            var name = one.Text("metadata", "name")!;
            Assert.All(Named("Service", name).Entries("spec", "selector"), label => Assert.Equal(label.Value.Text(), labels[label.Key]));
            Assert.All(Named("PodDisruptionBudget", name).Entries("spec", "selector", "matchLabels"), label => Assert.Equal(label.Value.Text(), labels[label.Key]));
        }
    }

    private static YamlMappingNode Named(string kind, string name) => Assert.Single(Objects, one => one.Text("kind") == kind && one.Text("metadata", "name") == name);
}
