// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title Anchors of evidence logs
/// @notice Keeps how long a log was, and the root over all its entries, at a time that the chain vouches for. No entry, no case and no
/// name is here: a log is named by the SHA-256 of its origin. Nobody, whoever deployed this included, can change or take back an anchor.
contract EvidenceAnchor {
    struct Anchor {
        address owner;
        uint64 size;
        bytes32 root;
        uint64 time;
        uint64 height;
    }

    mapping(bytes32 origin => Anchor) private anchors;

    /// @notice A log was anchored.
    /// @param previous The block of the anchor before; 0 when this is the first. Whoever walks back misses none.
    event Anchored(bytes32 indexed origin, uint64 size, bytes32 root, uint64 time, uint64 previous);

    /// @notice Another account anchors this log from now on.
    event HandedOver(bytes32 indexed origin, address from, address to);

    /// @notice Only the owner of the log may do this.
    error NotOwner(address owner);

    /// @notice The log was anchored with as many entries or more, and not with this root.
    error NotLarger(uint64 size, bytes32 root);

    /// @notice Anchors a log. Whoever does so first owns it. The same again changes nothing, so that it may be sent twice.
    function anchor(bytes32 origin, uint64 size, bytes32 root) external {
        Anchor storage last = anchors[origin];
        if (last.owner != address(0) && last.owner != msg.sender) revert NotOwner(last.owner);
        if (size == last.size && root == last.root) return;
        if (size <= last.size) revert NotLarger(last.size, last.root);
        emit Anchored(origin, size, root, uint64(block.timestamp), last.height);
        anchors[origin] = Anchor(msg.sender, size, root, uint64(block.timestamp), uint64(block.number));
    }

    /// @notice Hands a log over to another account, because the key changes.
    function handOver(bytes32 origin, address to) external {
        Anchor storage last = anchors[origin];
        if (last.owner != msg.sender || to == address(0)) revert NotOwner(last.owner);
        last.owner = to;
        emit HandedOver(origin, msg.sender, to);
    }

    /// @notice The last anchor of a log; all zero when there is none.
    function latest(bytes32 origin) external view returns (address owner, uint64 size, bytes32 root, uint64 time, uint64 height) {
        Anchor storage last = anchors[origin];
        return (last.owner, last.size, last.root, last.time, last.height);
    }
}
