package dev.tandem.checkpoint;

import java.util.Optional;

/**
 * One line of {@code tandem runs}.
 *
 * @param manifest empty if the manifest itself cannot be read
 * @param problem why the commit would be refused; empty while nothing wrong is known
 */
public record Commit(CommitId id, Optional<Manifest> manifest, Optional<String> problem) {}
