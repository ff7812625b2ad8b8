namespace Actors.Gateway.Dialects.Mud;

/// <summary>
/// Two families of clients read the same messages: each has an <c>event</c> with its <c>data</c> for the one, and a <c>message</c> that is ready to be shown for the
/// other. They differ in the <c>type</c>.
/// </summary>
public enum MudShape
{
    /// <summary>A message to one client alone is an <c>update</c>.</summary>
    Update,

    /// <summary>A terminal's: <c>system</c>, <c>room_description</c> and <c>command_result</c>.</summary>
    Terminal,
}
