namespace Actors.Simulations.Tests;

/// <summary>
/// Rules of the cluster, each with its bounds in virtual time: from several seeds where the region is a model, from one with Akka's own cluster. They are written in
/// tests/Hosts/SimulationHost/World/Rules.
/// </summary>
public sealed class RuleTests
{
    private const ulong ModelSeeds = 4;

    public static TheoryData<string> Rules { get; } = new(
    [
        "Players_on_two_gateways_meet_in_a_room_of_a_third_node",
        "A_walk_around_the_world_goes_through_rooms_of_different_nodes_with_what_is_carried",
        "Rooms_of_a_killed_node_continue_elsewhere_unnoticed_by_clients",
        "A_player_between_two_rooms_arrives_although_the_second_rooms_node_is_killed",
        "A_leaving_node_costs_clients_at_most_a_quarter_of_a_second",
        "An_added_node_costs_clients_at_most_a_quarter_of_a_second",
        "A_room_first_entered_between_a_crash_and_the_removal_opens_soon_after_it",
        "A_node_downed_during_a_pause_commits_nothing_more_and_rejoins",
        "A_world_whose_nodes_all_die_at_once_recovers_by_itself",
        "A_joining_node_whose_only_member_dies_restarts",
        "A_commit_whose_answer_is_lost_is_repeated_and_its_room_continues",
        "Movement_continues_while_the_database_is_away_and_the_world_recovers",
        "A_client_of_a_dead_gateway_keeps_its_player_and_its_commands_at_another",
        "A_body_whose_gateway_died_leaves_after_the_grace_period",
        "A_gateway_downed_during_a_pause_rejoins_and_keeps_its_clients_connected",
        "A_disconnected_client_resumes_at_its_gateway_with_all_missed_events",
        "A_disconnected_client_resumes_at_another_gateway_with_all_missed_events",
        "A_client_of_a_dead_gateway_resumes_at_another_with_all_missed_events",
        "A_disconnected_client_resumes_at_a_gateway_whose_clock_is_behind",
        "An_unanswered_command_is_executed_once_and_answered_after_the_break",
        "The_body_of_a_disconnected_client_stands_still",
        "After_the_grace_period_the_body_leaves_and_its_client_joins_as_the_same_player",
        "A_guest_who_owned_nothing_and_returns_too_late_is_a_new_player",
        "The_newer_connection_of_a_player_wins_and_the_older_is_notified",
        "A_client_resumes_where_it_was_in_a_room_that_has_moved_to_another_node",
    ]);

    [SimulationTheory]
    [MemberData(nameof(Rules))]
    public async Task Modelled(string rule) => await SimulationProcesses.PlayAsync($"rule-model-{rule}", 1, ModelSeeds, mostInProcess: ModelSeeds);

    [SimulationTheory]
    [MemberData(nameof(Rules))]
    public async Task Real(string rule) => await SimulationProcesses.PlayAsync($"rule-cluster-{rule}", 1, 1);

    /// <summary>Each seed kills it at another moment of the join.</summary>
    [SimulationFact]
    public async Task A_joining_node_serves_clients_whenever_the_only_member_dies() =>
        await SimulationProcesses.PlayAsync("rule-cluster-A_joining_node_whose_only_member_dies_restarts", 1, 20);
}
