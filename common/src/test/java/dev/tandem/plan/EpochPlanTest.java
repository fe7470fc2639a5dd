package dev.tandem.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EpochPlanTest {

    private static final int[] AVERAGE_EVERY = {1, 2, 3, 7, 50, 1000};

    /** A check of one plan out of the grid of all small sizes. */
    private interface PlanCheck {
        void check(EpochPlan plan);
    }

    private static void forEveryPlan(PlanCheck check) {
        for (int length = 1; length <= 200; length++) {
            for (int replicas = 1; replicas <= 16; replicas++) {
                for (int averageEvery : AVERAGE_EVERY) {
                    check.check(EpochPlan.of(length, replicas, length % 3, 42, true, averageEvery));
                    check.check(EpochPlan.of(length, replicas, length % 3, 42, false, averageEvery));
                }
            }
        }
    }

    @Test
    void everyIndex_isDealtExactlyOnce() {
        forEveryPlan(plan -> {
            BitSet seen = new BitSet();
            int dealt = 0;
            for (int replica = 0; replica < plan.replicas(); replica++) {
                for (int round = 0; round < plan.rounds(); round++) {
                    IndexRange positions = plan.positions(replica, round, round + 1);
                    IntStream.range(positions.from(), positions.to())
                            .forEach(position -> seen.set(plan.order().indexAt(position)));
                    dealt += positions.size();
                }
            }
            assertThat(dealt).as("%s", plan).isEqualTo(plan.steps());
            assertThat(seen.cardinality()).as("%s", plan).isEqualTo(plan.steps());
            assertThat(seen.length()).as("%s", plan).isEqualTo(plan.steps());
        });
    }

    @Test
    void shards_areContiguousAndDifferByAtMostOne() {
        forEveryPlan(plan -> {
            int next = 0;
            int smallest = Integer.MAX_VALUE;
            int largest = 0;
            for (int replica = 0; replica < plan.replicas(); replica++) {
                IndexRange shard = plan.shard(replica).positions();
                assertThat(shard.from()).isEqualTo(next);
                next = shard.to();
                smallest = Math.min(smallest, shard.size());
                largest = Math.max(largest, shard.size());
            }
            assertThat(next).isEqualTo(plan.steps());
            assertThat(largest - smallest).isLessThanOrEqualTo(1);
            assertThat(plan.stepsOfFullest()).isEqualTo(largest);
        });
    }

    @Test
    void rounds_haveAtMostAverageEverySteps_andTheLastIsNotEmptyForAll() {
        forEveryPlan(plan -> {
            for (int replica = 0; replica < plan.replicas(); replica++) {
                for (int round = 0; round < plan.rounds(); round++) {
                    assertThat(plan.positions(replica, round, round + 1).size())
                            .isLessThanOrEqualTo(plan.averageEvery());
                }
            }
            assertThat(plan.batchesAfter(plan.rounds())).isEqualTo(plan.steps());
            assertThat(plan.batchesAfter(plan.rounds() - 1)).isLessThan(plan.steps());
        });
    }

    @Test
    void segments_cutAtAnyRound_coverTheEpochOnce() {
        for (int cut = 1; cut < 13; cut++) {
            EpochPlan plan = EpochPlan.of(100, 4, 0, 1, true, 2);
            Segment head = plan.segment(0, cut);
            Segment tail = plan.segment(cut, plan.rounds());
            assertThat(head.batches() + tail.batches()).isEqualTo(100);
            assertThat(head.isLast()).isFalse();
            assertThat(tail.isLast()).isTrue();
            for (int replica = 0; replica < 4; replica++) {
                assertThat(head.positions(replica).to())
                        .isEqualTo(tail.positions(replica).from());
            }
        }
    }

    @Test
    void shuffledOrder_dependsOnSeedAndEpoch() {
        assertThat(indices(EpochPlan.of(50, 1, 0, 1, true, 1)))
                .isEqualTo(indices(EpochPlan.of(50, 3, 0, 1, true, 7)))
                .isNotEqualTo(indices(EpochPlan.of(50, 1, 1, 1, true, 1)))
                .isNotEqualTo(indices(EpochPlan.of(50, 1, 0, 2, true, 1)))
                .isNotEqualTo(indices(EpochPlan.of(50, 1, 0, 1, false, 1)));
    }

    @Test
    void unshuffledOrder_isTheIdentityInEveryEpoch() {
        assertThat(indices(EpochPlan.of(5, 2, 3, 1, false, 1))).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void stepsPerEpoch_goesOnWhereTheLastEpochStopped() {
        assertThat(indices(EpochPlan.ofSteps(5, 3, 1, 0, 0, false, 1))).containsExactly(0, 1, 2);
        assertThat(indices(EpochPlan.ofSteps(5, 3, 1, 1, 0, false, 1))).containsExactly(3, 4, 0);
        assertThat(indices(EpochPlan.ofSteps(5, 3, 1, 2, 0, false, 1))).containsExactly(1, 2, 3);
        assertThat(indices(EpochPlan.ofSteps(2, 5, 1, 1, 0, false, 1))).containsExactly(1, 0, 1, 0, 1);
    }

    @Test
    void stepsPerEpoch_shuffled_makesEachFullPassAPermutation() {
        int[] stream = IntStream.range(0, 7)
                .flatMap(epoch -> IntStream.of(indices(EpochPlan.ofSteps(7, 4, 2, epoch, 9, true, 1))))
                .toArray();
        for (int pass = 0; pass < 4; pass++) {
            assertThat(IntStream.of(stream).skip(pass * 7L).limit(7)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        }
        assertThat(EpochPlan.ofSteps(7, 4, 2, 3, 9, true, 1).order().passesBefore(1))
                .isEqualTo(1);
        assertThat(EpochPlan.ofSteps(7, 4, 2, 3, 9, true, 1).order().passesBefore(2))
                .isEqualTo(2);
    }

    @Test
    void aBillionIndices_planAsFastAsAHundred() {
        EpochPlan plan = EpochPlan.of(1_000_000_000, 1000, 0, 7, true, 10);
        assertThat(plan.shard(999).positions()).isEqualTo(new IndexRange(999_000_000, 1_000_000_000));
        assertThat(plan.order().indexAt(123_456_789)).isBetween(0, 999_999_999);
        assertThat(plan.rounds()).isEqualTo(100_000);
    }

    @Test
    void permutation_spreadsNeighbours() {
        int[] order = indices(EpochPlan.of(1000, 1, 0, 3, true, 1));
        long adjacent = IntStream.range(1, 1000)
                .filter(i -> Math.abs(order[i] - order[i - 1]) == 1)
                .count();
        assertThat(adjacent).isLessThan(12);
    }

    @Test
    void invalidSizes_areRefusedWithTheValue() {
        assertThatThrownBy(() -> EpochPlan.of(0, 1, 0, 1, true, 1))
                .hasMessage("Invalid length: 0 (a Sequence needs at least one batch)");
        assertThatThrownBy(() -> EpochPlan.of(5, 0, 0, 1, true, 1)).hasMessage("Invalid replicas: 0 (must be >= 1)");
        assertThatThrownBy(() -> EpochPlan.of(5, 1, -1, 1, true, 1)).hasMessageContaining("-");
        assertThatThrownBy(() -> EpochPlan.of(5, 1, 0, 1, true, 0))
                .hasMessage("Invalid average_every: 0 (must be >= 1)");
        assertThatThrownBy(() -> EpochPlan.ofSteps(5, 0, 1, 0, 1, true, 1))
                .hasMessage("Invalid steps: 0 (must be >= 1)");
        assertThatThrownBy(() -> EpochPlan.of(5, 1, 0, 1, true, 1).segment(3, 2))
                .hasMessage("Invalid rounds [3, 2) of epoch 0: needs 0 <= from <= to <= 5");
    }

    private static int[] indices(EpochPlan plan) {
        return IntStream.range(0, plan.steps()).map(plan.order()::indexAt).toArray();
    }

    @Test
    void generator_isDealtLikeASequence_withANumberedStreamPerReplica() {
        EpochPlan plan = EpochPlan.ofGenerator(7, 3, 2, 2);

        assertThat(plan.positions()).isEqualTo(EpochPlan.Positions.GENERATOR);
        for (int replica = 0; replica < 3; replica++) {
            IndexRange shard = plan.shard(replica).positions();
            assertThat(shard)
                    .isEqualTo(EpochPlan.of(7, 3, 2, 0, false, 2).shard(replica).positions());
            for (int number = 0; number < shard.size(); number++) {
                assertThat(plan.batchAt(replica, shard.from() + number)).isEqualTo(number);
            }
        }
    }

    @Test
    void largestSizes_doNotOverflow() {
        EpochPlan once = EpochPlan.of(10, 3, 0, 1, true, Integer.MAX_VALUE);
        EpochPlan longest = EpochPlan.of(Integer.MAX_VALUE, 2, 0, 1, true, 1 << 30);

        assertThat(once.rounds()).isEqualTo(1);
        assertThat(once.batchesAfter(1)).isEqualTo(10);
        assertThat(longest.stepsOfFullest()).isEqualTo(1 << 30);
        assertThat(longest.rounds()).isEqualTo(1);
        assertThat(longest.batchesAfter(1)).isEqualTo(Integer.MAX_VALUE);
    }
}
