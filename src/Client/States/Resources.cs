namespace Actors.Client;

/// <summary>The resources that a player has gathered.</summary>
/// <param name="Wood">From trees.</param>
/// <param name="Stone">From rocks.</param>
/// <param name="Food">From bushes and the like.</param>
/// <param name="Gold">From veins.</param>
public readonly record struct Resources(int Wood, int Stone, int Food, int Gold);
