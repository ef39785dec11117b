using Tongdian.Server.Platform.Look.Live;

namespace Tongdian.Server.Modules.Coordination.Wall;

/// <summary>The wall for everybody who looks at it, at most half a second old.</summary>
public sealed class WallFeed(ReadWall read, IHostApplicationLifetime life) : LiveFeed<WallPicture>(TimeSpan.FromMilliseconds(500), read.Now, life);
