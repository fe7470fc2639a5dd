package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of two consecutive commits that keeps the newest only, and what must hold after it ended anywhere. */
final class TwoCommits {

    static final Owner OWNER = new Owner("run", "host", 7, "user", Map.of());
    private static final Retention NEWEST_ONLY = new Retention(1, Optional.empty(), Duration.ZERO);

    private TwoCommits() {}

    static CommitContent content(int number) {
        return new CommitContent(
                new Position(number, 0),
                Json.MAPPER.createObjectNode().put("number", number),
                Map.of("parameters", new float[] {number, -number, 0.5f}),
                Map.of("val_loss", 1.0 / number));
    }

    static RunDirectory directory(Store store) {
        return new RunDirectory(store, TrailWriter.CLOCK, Tokens::random);
    }

    /** Runs both commits, one after the other also where one fails, and returns the number of the last acknowledged one, or 0. */
    static int run(Store store) {
        List<Integer> acknowledged = new ArrayList<>(List.of(0));
        try {
            Claim claim = directory(store).claim(OWNER, NEWEST_ONLY);
            claim.restore();
            for (int number = 1; number <= 2; number++) {
                tryCommit(claim, number, acknowledged);
            }
        } catch (IOException | Fault.Death e) {
            // The fault that the test injects.
            return acknowledged.get(acknowledged.size() - 1);
        }
        return acknowledged.get(acknowledged.size() - 1);
    }

    private static void tryCommit(Claim claim, int number, List<Integer> acknowledged) {
        try {
            claim.commit(content(number));
            acknowledged.add(number);
        } catch (IOException e) {
            assertThat(e.getMessage()).containsAnyOf("injected", "refused to rename", "exists already");
        }
    }

    /** A new run must find the last acknowledged commit or a newer one, whole, and be able to go on. */
    static void assertGoesOn(Store store, int acknowledged, String where) throws IOException {
        Claim claim = directory(store).claim(OWNER, NEWEST_ONLY);
        int restored = claim.restore().map(TwoCommits::number).orElse(0);
        assertThat(restored).as(where).isBetween(acknowledged, 2);
        claim.commit(content(3));
        assertThat(directory(store).latest().map(TwoCommits::number)).as(where).contains(3);
        assertThat(store.list(Folder.COMMITS)).as(where).hasSize(1);
        assertThat(store.list(Folder.DATA)).as(where).hasSize(2);
    }

    private static int number(Restored restored) {
        int number = restored.state().path("number").intValue();
        assertThat(restored.refused()).isEmpty();
        assertThat(restored.position()).isEqualTo(new Position(number, 0));
        assertThat(restored.arrays().get("parameters")).containsExactly(number, -number, 0.5f);
        return number;
    }
}
