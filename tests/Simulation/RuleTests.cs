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
        "When_a_node_is_killed_its_rooms_go_on_elsewhere_and_no_client_is_told",
        "Who_is_between_two_rooms_when_the_node_of_the_second_is_killed_comes_in_there",
        "A_node_that_leaves_costs_its_clients_a_quarter_of_a_second_at_most",
        "A_node_that_is_added_costs_clients_a_quarter_of_a_second_at_most",
        "A_node_that_stood_still_until_it_was_downed_commits_nothing_more_and_joins_again",
        "A_world_whose_nodes_all_die_at_once_comes_back_by_itself",
        "A_node_whose_only_member_dies_while_it_joins_begins_anew",
        "A_commit_whose_answer_is_lost_is_asked_for_again_and_its_room_goes_on_as_it_is",
        "While_the_database_is_away_movement_goes_on_and_all_comes_back_by_itself",
        "A_client_whose_gateway_dies_goes_on_at_another_with_its_player_and_its_commands",
        "A_body_whose_gateway_has_died_leaves_when_nobody_comes_for_it",
        "A_gateway_that_stood_still_until_it_was_downed_goes_on_with_its_clients_and_their_channels",
        "A_client_that_was_cut_off_goes_on_at_its_gateway_with_all_that_it_missed",
        "A_client_that_was_cut_off_goes_on_at_another_gateway_with_all_that_it_missed",
        "A_client_whose_gateway_has_died_goes_on_at_another_with_all_that_it_missed",
        "A_gateway_whose_clock_is_behind_lets_a_client_that_was_cut_off_go_on_as_well",
        "What_was_asked_and_not_answered_is_carried_out_once_and_answered_after_the_break",
        "A_body_without_its_client_stands_still",
        "After_the_grace_the_body_leaves_and_its_client_comes_in_anew_as_the_same_player",
        "A_guest_that_owned_nothing_and_comes_back_too_late_is_a_new_one",
        "The_newer_of_two_connections_of_a_player_wins_and_the_older_is_told",
        "When_the_room_has_gone_on_elsewhere_meanwhile_the_client_comes_back_to_where_it_was",
    ]);

    [SimulationTheory]
    [MemberData(nameof(Rules))]
    public async Task Modelled(string rule) => await SimulationProcesses.PlayAsync($"rule-model-{rule}", 1, ModelSeeds, mostInProcess: ModelSeeds);

    [SimulationTheory]
    [MemberData(nameof(Rules))]
    public async Task Real(string rule) => await SimulationProcesses.PlayAsync($"rule-cluster-{rule}", 1, 1);

    /// <summary>Each seed kills it at another moment of the join.</summary>
    [SimulationFact]
    public async Task Whenever_the_only_member_dies_a_node_that_is_joining_begins_anew() =>
        await SimulationProcesses.PlayAsync("rule-cluster-A_node_whose_only_member_dies_while_it_joins_begins_anew", 1, 20);
}
