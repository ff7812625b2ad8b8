namespace Actors.Hosts.Simulations.World.Rules;

/// <summary>All rules by their names.</summary>
internal static class WorldRules
{
    public static IReadOnlyDictionary<string, Action<Stage>> All { get; } = new Action<Stage>[]
    {
        NodeRules.Players_on_two_gateways_meet_in_a_room_of_a_third_node,
        NodeRules.A_walk_around_the_world_goes_through_rooms_of_different_nodes_with_what_is_carried,
        NodeRules.Rooms_of_a_killed_node_continue_elsewhere_unnoticed_by_clients,
        NodeRules.A_player_between_two_rooms_arrives_although_the_second_rooms_node_is_killed,
        NodeRules.A_leaving_node_costs_clients_at_most_a_quarter_of_a_second,
        NodeRules.An_added_node_costs_clients_at_most_a_quarter_of_a_second,
        NodeRules.A_room_first_entered_between_a_crash_and_the_removal_opens_soon_after_it,
        NodeRules.A_node_downed_during_a_pause_commits_nothing_more_and_rejoins,
        NodeRules.A_world_whose_nodes_all_die_at_once_recovers_by_itself,
        NodeRules.A_joining_node_whose_only_member_dies_restarts,
        DatabaseRules.A_commit_whose_answer_is_lost_is_repeated_and_its_room_continues,
        DatabaseRules.Movement_continues_while_the_database_is_away_and_the_world_recovers,
        GatewayRules.A_client_of_a_dead_gateway_keeps_its_player_and_its_commands_at_another,
        GatewayRules.A_body_whose_gateway_died_leaves_after_the_grace_period,
        GatewayRules.A_gateway_downed_during_a_pause_rejoins_and_keeps_its_clients_connected,
        ResumeRules.A_disconnected_client_resumes_at_its_gateway_with_all_missed_events,
        ResumeRules.A_disconnected_client_resumes_at_another_gateway_with_all_missed_events,
        ResumeRules.A_client_of_a_dead_gateway_resumes_at_another_with_all_missed_events,
        ResumeRules.A_disconnected_client_resumes_at_a_gateway_whose_clock_is_behind,
        ResumeRules.An_unanswered_command_is_executed_once_and_answered_after_the_break,
        ResumeRules.The_body_of_a_disconnected_client_stands_still,
        ResumeRules.After_the_grace_period_the_body_leaves_and_its_client_joins_as_the_same_player,
        ResumeRules.A_guest_who_owned_nothing_and_returns_too_late_is_a_new_player,
        ResumeRules.The_newer_connection_of_a_player_wins_and_the_older_is_notified,
        ResumeRules.A_client_resumes_where_it_was_in_a_room_that_has_moved_to_another_node,
    }.ToDictionary(static rule => rule.Method.Name);
}
