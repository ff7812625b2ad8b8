namespace Actors.Hosts.Simulations.World.Rules;

/// <summary>All rules by their names.</summary>
internal static class WorldRules
{
    public static IReadOnlyDictionary<string, Action<Stage>> All { get; } = new Action<Stage>[]
    {
        NodeRules.Players_on_two_gateways_meet_in_a_room_of_a_third_node,
        NodeRules.A_walk_around_the_world_goes_through_rooms_of_different_nodes_with_what_is_carried,
        NodeRules.When_a_node_is_killed_its_rooms_go_on_elsewhere_and_no_client_is_told,
        NodeRules.Who_is_between_two_rooms_when_the_node_of_the_second_is_killed_comes_in_there,
        NodeRules.A_node_that_leaves_costs_its_clients_a_quarter_of_a_second_at_most,
        NodeRules.A_node_that_is_added_costs_clients_a_quarter_of_a_second_at_most,
        NodeRules.A_node_that_stood_still_until_it_was_downed_commits_nothing_more_and_joins_again,
        NodeRules.A_world_whose_nodes_all_die_at_once_comes_back_by_itself,
        NodeRules.A_node_whose_only_member_dies_while_it_joins_begins_anew,
        DatabaseRules.A_commit_whose_answer_is_lost_is_asked_for_again_and_its_room_goes_on_as_it_is,
        DatabaseRules.While_the_database_is_away_movement_goes_on_and_all_comes_back_by_itself,
        GatewayRules.A_client_whose_gateway_dies_goes_on_at_another_with_its_player_and_its_commands,
        GatewayRules.A_body_whose_gateway_has_died_leaves_when_nobody_comes_for_it,
        GatewayRules.A_gateway_that_stood_still_until_it_was_downed_goes_on_with_its_clients_and_their_channels,
        ResumeRules.A_client_that_was_cut_off_goes_on_at_its_gateway_with_all_that_it_missed,
        ResumeRules.A_client_that_was_cut_off_goes_on_at_another_gateway_with_all_that_it_missed,
        ResumeRules.A_client_whose_gateway_has_died_goes_on_at_another_with_all_that_it_missed,
        ResumeRules.A_gateway_whose_clock_is_behind_lets_a_client_that_was_cut_off_go_on_as_well,
        ResumeRules.What_was_asked_and_not_answered_is_carried_out_once_and_answered_after_the_break,
        ResumeRules.A_body_without_its_client_stands_still,
        ResumeRules.After_the_grace_the_body_leaves_and_its_client_comes_in_anew_as_the_same_player,
        ResumeRules.A_guest_that_owned_nothing_and_comes_back_too_late_is_a_new_one,
        ResumeRules.The_newer_of_two_connections_of_a_player_wins_and_the_older_is_told,
        ResumeRules.When_the_room_has_gone_on_elsewhere_meanwhile_the_client_comes_back_to_where_it_was,
    }.ToDictionary(static rule => rule.Method.Name);
}
