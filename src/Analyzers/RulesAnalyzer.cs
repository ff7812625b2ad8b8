using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Actors.Analyzers;

/// <summary>Finds code in rules that would make a replayed room differ.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RulesAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [RuleDiagnostics.Clock, RuleDiagnostics.Chance, RuleDiagnostics.Outside, RuleDiagnostics.Threads, RuleDiagnostics.State, RuleDiagnostics.Order];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (RuleCode.Of(start.Compilation) is not { } rules)
                return;
            start.RegisterOperationAction(
                operation => CheckCall(operation, rules),
                OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.FieldReference, OperationKind.MethodReference);
            start.RegisterOperationAction(operation => CheckThreads(operation, rules), OperationKind.Await, OperationKind.Lock);
            start.RegisterOperationAction(operation => CheckOrder(operation, rules), OperationKind.Loop, OperationKind.Spread, OperationKind.Argument);
            start.RegisterSymbolAction(symbol => CheckState(symbol, rules), SymbolKind.Field, SymbolKind.Property);
        });
    }

    private static void CheckCall(OperationAnalysisContext context, RuleCode rules)
    {
        ISymbol? called = context.Operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            IPropertyReferenceOperation property => property.Property,
            IFieldReferenceOperation field => field.Field,
            IMethodReferenceOperation method => method.Method,
            _ => null,
        };
        if (called is null || ForbiddenApi.Find(called, context.ContainingSymbol) is not var (rule, advice) || !rules.Contains(context.ContainingSymbol))
            return;
        var name = called is IMethodSymbol { MethodKind: MethodKind.Constructor } ? called.ContainingType.Name : $"{called.ContainingType.Name}.{called.Name}";
        context.ReportDiagnostic(Diagnostic.Create(rule, context.Operation.Syntax.GetLocation(), name, advice));
    }

    private static void CheckThreads(OperationAnalysisContext context, RuleCode rules)
    {
        if (rules.Contains(context.ContainingSymbol))
            context.ReportDiagnostic(Diagnostic.Create(RuleDiagnostics.Threads, context.Operation.Syntax.GetLocation(), context.Operation is ILockOperation ? "lock" : "await", ForbiddenApi.Threads));
    }

    private static void CheckOrder(OperationAnalysisContext context, RuleCode rules)
    {
        var source = context.Operation switch
        {
            IForEachLoopOperation loop => loop.Collection,
            ISpreadOperation spread => spread.Operand,
            IArgumentOperation argument when HashOrder.TakesInOrder(argument) => argument.Value,
            _ => null,
        };
        if (source is not null && HashOrder.Is(source) && rules.Contains(context.ContainingSymbol))
            context.ReportDiagnostic(Diagnostic.Create(RuleDiagnostics.Order, source.Syntax.GetLocation(), HashOrder.NameOf(source)));
    }

    private static void CheckState(SymbolAnalysisContext context, RuleCode rules)
    {
        if (RuleState.Find(context.Symbol) is var (what, advice) && rules.IsPart(context.Symbol.ContainingType))
            context.ReportDiagnostic(Diagnostic.Create(RuleDiagnostics.State, context.Symbol.Locations[0], what, advice));
    }
}
