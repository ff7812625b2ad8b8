using YamlDotNet.RepresentationModel;

namespace Actors.System.Tests;

/// <summary>
/// The part of Kubernetes' schema that deploy/kubernetes uses: which keys an object of a kind may have, so that a typo is found here and not by a cluster, which drops
/// what it does not know. A key's children are indented below it; <c>*</c> is any key, and a text with nothing below it is a value. Lists are searched through.
/// </summary>
internal static class KubernetesSchema
{
    private const string Metadata =
        """
        apiVersion
        kind
        metadata
          name
          labels
            *
          annotations
            *
        """;

    private const string Pod =
        """
            terminationGracePeriodSeconds
            automountServiceAccountToken
            enableServiceLinks
            securityContext
              runAsNonRoot
              runAsUser
              fsGroup
              seccompProfile
                type
            topologySpreadConstraints
              maxSkew
              topologyKey
              whenUnsatisfiable
              labelSelector
                matchLabels
                  *
            containers
              name
              image
              envFrom
                configMapRef
                  name
              env
                name
                value
                valueFrom
                  fieldRef
                    fieldPath
              ports
                name
                containerPort
                protocol
              startupProbe
                httpGet
                  path
                  port
                periodSeconds
                timeoutSeconds
                failureThreshold
              livenessProbe
                httpGet
                  path
                  port
                periodSeconds
                timeoutSeconds
                failureThreshold
              readinessProbe
                httpGet
                  path
                  port
                periodSeconds
                timeoutSeconds
                failureThreshold
              lifecycle
                preStop
                  exec
                    command
              resources
                requests
                  cpu
                  memory
                limits
                  cpu
                  memory
              securityContext
                allowPrivilegeEscalation
                readOnlyRootFilesystem
                capabilities
                  drop
              volumeMounts
                name
                mountPath
                readOnly
            volumes
              name
              secret
                secretName
                defaultMode
              configMap
                name
                items
                  key
                  path
              emptyDir
        """;

    private static readonly Dictionary<string, Key> Kinds = new()
    {
        ["Namespace"] = Parse(Metadata),
        ["ConfigMap"] = Parse(Metadata + "\ndata\n  *"),
        ["Service"] = Parse(
            $"""
            {Metadata}
            spec
              type
              clusterIP
              externalTrafficPolicy
              sessionAffinity
              publishNotReadyAddresses
              selector
                *
              ports
                name
                protocol
                port
                targetPort
            """),
        ["StatefulSet"] = Parse(
            $"""
            {Metadata}
            spec
              serviceName
              replicas
              podManagementPolicy
              updateStrategy
                type
                rollingUpdate
                  maxUnavailable
              minReadySeconds
              selector
                matchLabels
                  *
              template
                metadata
                  labels
                    *
                  annotations
                    *
                spec
            {string.Join('\n', Pod.Split('\n').Select(static line => "  " + line))}
            """),
        ["PodDisruptionBudget"] = Parse($"{Metadata}\nspec\n  maxUnavailable\n  selector\n    matchLabels\n      *"),
        ["Ingress"] = Parse(
            $"""
            {Metadata}
            spec
              ingressClassName
              tls
                hosts
                secretName
              rules
                host
                http
                  paths
                    path
                    pathType
                    backend
                      service
                        name
                        port
                          number
            """),
        ["NetworkPolicy"] = Parse(
            $"""
            {Metadata}
            spec
              podSelector
                matchLabels
                  *
              policyTypes
              ingress
                from
                  podSelector
                    matchLabels
                      *
                ports
                  protocol
                  port
            """),
    };

    /// <summary>Keys that an object must not have, each with its path from the top of the object.</summary>
    public static IEnumerable<string> Unknown(YamlMappingNode one)
    {
        var (kind, name) = (one.Text("kind") ?? "", one.Text("metadata", "name"));
        return Kinds.TryGetValue(kind, out var schema) ? Unknown(one, schema, "").Select(key => $"{kind} {name}: {key}") : [$"{kind} {name}: kind"];
    }

    private static IEnumerable<string> Unknown(YamlNode node, Key schema, string way) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(child =>
        {
            var key = ((YamlScalarNode)child.Key).Value!;
            var here = way.Length == 0 ? key : $"{way}.{key}";
            return schema.Find(key) is { } known ? Unknown(child.Value, known, here) : [here];
        }),
        YamlSequenceNode list => list.Children.SelectMany(child => Unknown(child, schema, way)),
        _ => [],
    };

    private static Key Parse(string text)
    {
        var root = new Key();
        var path = new List<(int Indent, Key Key)> { (-1, root) };
        foreach (var line in text.Split('\n').Where(static line => line.Trim().Length > 0))
        {
            var indent = line.Length - line.TrimStart().Length;
            while (path[^1].Indent >= indent)
                path.RemoveAt(path.Count - 1);
            path.Add((indent, path[^1].Key.Add(line.Trim())));
        }
        return root;
    }

    private sealed class Key
    {
        private readonly Dictionary<string, Key> _children = [];

        public Key Add(string name) => _children[name] = new Key();

        public Key? Find(string name) => _children.GetValueOrDefault(name) ?? _children.GetValueOrDefault("*");
    }
}
