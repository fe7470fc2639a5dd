package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Tag("fault")
final class InterleavingsTest {

    private static final Logger LOG = LoggerFactory.getLogger(InterleavingsTest.class);

    @Test
    void twoWriters_everyOrderAndDeath_noAcknowledgedCommitIsLost() {
        assertNothingLost(Exploration.explore(writer("a", 2), writer("b", 1)));
    }

    @Test
    @Tag("fault-full")
    void twoWritersOfTwoCommits_everyOrderAndDeath_noAcknowledgedCommitIsLost() {
        assertNothingLost(Exploration.explore(writer("a", 2), writer("b", 2)));
    }

    @Test
    void threeWriters_fewSwitches_noAcknowledgedCommitIsLost() {
        assertNothingLost(Exploration.explore(3, writer("a", 1), writer("b", 1), writer("c", 1)));
    }

    @Test
    @Tag("fault-full")
    void threeWriters_moreSwitches_noAcknowledgedCommitIsLost() {
        assertNothingLost(Exploration.explore(5, writer("a", 1), writer("b", 1), writer("c", 1)));
    }

    private static void assertNothingLost(Exploration.Outcome outcome) {
        LOG.info("{} states, {} of them endings", outcome.states(), outcome.endings());
        assertThat(outcome.loss()).isEmpty();
        assertThat(outcome.states()).isGreaterThan(1_000);
        assertThat(outcome.endings()).isPositive();
    }

    @Test
    void withoutSecondListing_aCommitIsLost() {
        assertThat(Exploration.explore(flawed("a", FlawedStore.NoSecondListing::new), writer("b", 2))
                        .loss())
                .isPresent();
    }

    @Test
    void withBaseChosenBeforeTheClaim_aCommitIsLost() {
        assertThat(Exploration.explore(flawed("a", FlawedStore.BaseBeforeClaim::new), writer("b", 2))
                        .loss())
                .isPresent();
    }

    @Test
    void withoutRecheck_aCommitIsLost() {
        assertThat(Exploration.explore(flawed("a", FlawedStore.NoRecheck::new), writer("b", 2))
                        .loss())
                .isPresent();
    }

    private static TrailWriter writer(String name, int commits) {
        return new TrailWriter(name, commits, UnaryOperator.identity());
    }

    private static TrailWriter flawed(String name, UnaryOperator<Store> flaw) {
        return new TrailWriter(name, 2, flaw);
    }
}
