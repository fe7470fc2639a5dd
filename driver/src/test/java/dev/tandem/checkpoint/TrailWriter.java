package dev.tandem.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A run that claims, restores and commits a few times. The state it commits lists all commits that it stands on, so that a lost one
 * shows.
 *
 * @param name one hexadecimal digit; its token is that digit repeated
 * @param flaw wraps the store to take one rule of the protocol away; identity for the real one
 */
record TrailWriter(String name, int commits, UnaryOperator<Store> flaw) {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    static final Retention NEWEST_ONLY = new Retention(1, Optional.empty(), Duration.ZERO);

    /**
     * Runs on a store and adds to the list each commit that is acknowledged.
     *
     * @return why it could not go on; empty if it has been replaced, or beaten to every claim
     */
    Optional<String> run(Store store, List<String> acknowledged) {
        RunDirectory directory = new RunDirectory(flaw.apply(store), CLOCK, () -> name.repeat(ClaimName.TOKEN_LENGTH));
        Owner owner = new Owner("run", "host", 1, name, Map.of());
        Claim claim;
        try {
            claim = directory.claim(owner, NEWEST_ONLY);
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            List<String> trail = trail(claim.restore());
            for (int commit = 1; commit <= commits; commit++) {
                trail.add(name + commit);
                claim.commit(content(trail, commit));
                acknowledged.add(name + commit);
            }
            return Optional.empty();
        } catch (ReplacedException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static List<String> trail(Optional<Restored> restored) {
        List<String> trail = new ArrayList<>();
        restored.ifPresent(base -> base.state().path("trail").forEach(node -> trail.add(node.textValue())));
        return trail;
    }

    private static CommitContent content(List<String> trail, int epoch) {
        ObjectNode state = Json.MAPPER.createObjectNode();
        ArrayNode nodes = state.putArray("trail");
        trail.forEach(nodes::add);
        return new CommitContent(new Position(epoch, 0), state, Map.of(), Map.of());
    }
}
