package dev.tandem.train;

import static dev.tandem.train.Fits.hash;
import static dev.tandem.train.Fits.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.callback.History;
import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Training that skips batches which cannot be trained on. */
@Tag("cluster")
final class SkippedBatchTest {

    private static final FitOptions ONE_EPOCH =
            FitOptions.epochs(1).order(FitOptions.Order.SEQUENTIAL).skipBadBatches(100);

    /** Five batches: replica 0 has two, replica 1 three. */
    private static final Samples FIVE = new Samples(18, 4, 12, 3);

    @RegisterExtension
    static final LocalSpark SPARK = new LocalSpark();

    @TempDir
    private Path temporary;

    private static Trainer trainer(MultiLayerNetwork network) {
        return Trainer.on(SPARK.context())
                .model(network)
                .replicas(2)
                .averageEvery(2)
                .seed(7);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void everySetOfBadBatches_leavesWhatTheGoodOnesTrain_andAClosedLedger() throws InterruptedException, IOException {
        for (int chosen = 0; chosen < (1 << 5) - 1; chosen++) {
            Set<Integer> bad = new TreeSet<>();
            for (int index = 0; index < 5; index++) {
                if ((chosen & 1 << index) != 0) {
                    bad.add(index);
                }
            }
            MultiLayerNetwork network = network(false);
            Path directory = temporary.resolve("run" + chosen);
            Sequence data = new Flawed(FIVE, bad, Set.of());
            History history =
                    trainer(network).runDirectory(directory.toString()).fit(data, ONE_EPOCH);

            assertThat(network.params().distance2(trainedByHand(bad)))
                    .as("without %s", bad)
                    .isLessThan(1e-6);
            assertThat(history.values("loss").get(0)).isFinite();
            assertLedger(json(Files.readString(directory.resolve("ledger.jsonl"))), bad);
        }
    }

    private static void assertLedger(JsonNode epoch, Set<Integer> bad) {
        assertThat(epoch.get("covered").asInt()).isEqualTo(5 - bad.size());
        assertThat(epoch.get("missing").asInt()).isZero();
        assertThat(epoch.get("duplicated").asInt()).isZero();
        Set<Integer> skipped = new TreeSet<>();
        for (JsonNode batch : epoch.path("skipped")) {
            int index = batch.get("index").asInt();
            skipped.add(index);
            assertThat(batch.get("position").asInt()).isEqualTo(index);
            assertThat(batch.get("replica").asInt()).isEqualTo(index < 2 ? 0 : 1);
            assertThat(batch.get("reason").asText())
                    .isEqualTo("Cannot read batch " + index + ": photo" + index + ".png is cut short");
        }
        assertThat(skipped).isEqualTo(bad);
        epoch.get("ranges").forEach(range -> {
            for (int at = range.get("from").asInt(); at < range.get("to").asInt(); at++) {
                assertThat(bad).doesNotContain(at);
            }
        });
    }

    /** Two rounds of two replicas by plain DL4J: batches 0, 1 and 2, 3; then nothing and 4. */
    private static INDArray trainedByHand(Set<Integer> bad) {
        INDArray agreed = network(false).params().dup();
        int[][][] rounds = {{{0, 1}, {2, 3}}, {{}, {4}}};
        for (int[][] round : rounds) {
            INDArray sum = agreed.mul(0);
            int samples = 0;
            for (int[] batches : round) {
                MultiLayerNetwork replica = network(false);
                replica.setParams(agreed.dup());
                int own = 0;
                for (int index : batches) {
                    if (!bad.contains(index)) {
                        Batch batch = FIVE.get(index);
                        replica.fit(batch.inputs().get(0), batch.targets().get(0));
                        own += batch.size();
                    }
                }
                sum.addi(replica.params().mul(own));
                samples += own;
            }
            agreed = samples == 0 ? agreed : sum.div(samples);
        }
        return agreed;
    }

    @Test
    void epochWithoutAGoodBatch_fails() {
        Sequence data = Flawed.unreadable(FIVE, 0, 1, 2, 3, 4);

        assertThatThrownBy(() -> trainer(network(true)).fit(data, ONE_EPOCH))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessage("None of the 5 batches of epoch 1 can be trained on. The first: Cannot read batch 0:"
                        + " photo0.png is cut short");
    }

    @Test
    void batchesThatDoNotFit_areSkippedLikeUnreadableOnes() throws InterruptedException, IOException {
        MultiLayerNetwork unfit = network(true);
        MultiLayerNetwork unread = network(true);
        trainer(unfit).runDirectory(temporary.toString()).fit(new Flawed(FIVE, Set.of(), Set.of(1, 2)), ONE_EPOCH);
        trainer(unread).fit(Flawed.unreadable(FIVE, 1, 2), ONE_EPOCH);

        assertThat(hash(unfit)).isEqualTo(hash(unread));
        assertThat(Files.readString(temporary.resolve("ledger.jsonl")))
                .contains("\"index\":1,\"reason\":\"Batch 1 does not fit the model: ");
        assertThat(json(Files.readString(temporary.resolve("summary.json")))
                        .get("skipped_batches")
                        .asInt())
                .isEqualTo(2);
    }
}
