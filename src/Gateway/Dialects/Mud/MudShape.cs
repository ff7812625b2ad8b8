namespace Actors.Gateway.Dialects.Mud;

/// <summary>
/// Two families of clients read the same messages: the one reads the <c>event</c> and its <c>data</c>, the other a <c>message</c> that is ready to be shown. Their messages
/// differ in the <c>type</c>.
/// </summary>
public enum MudShape
{
    /// <summary>A message to one client alone is an <c>update</c>.</summary>
    Update,

    /// <summary>A terminal's: <c>system</c>, <c>room_description</c> and <c>command_result</c>.</summary>
    Terminal,
}
