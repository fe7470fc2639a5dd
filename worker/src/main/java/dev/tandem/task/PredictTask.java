package dev.tandem.task;

import dev.tandem.data.Sequence;
import dev.tandem.feed.BadBatchException;
import dev.tandem.plan.IndexRange;
import dev.tandem.replica.PredictionText;
import dev.tandem.replica.Predictor;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Predicts for one part of the data. Returns a byte, {@link #ROWS} or {@link #FAULT}, and then text in UTF-8: the part's lines, or why the
 * data cannot be predicted for, which no other try could mend.
 */
public final class PredictTask extends AbstractFunction1<Iterator<Integer>, byte[]> implements Serializable {

    /** First byte of lines. */
    public static final byte ROWS = 0;

    /** First byte of a reason. */
    public static final byte FAULT = 1;

    private static final long serialVersionUID = 1;
    private static final String TOKEN = "predict";

    private final PredictWork work;
    private final Broadcast<byte[]> data;
    private final Broadcast<byte[]> state;

    /**
     * @param work what to do
     * @param data {@link RunData#toBytes}, the data to predict for in place of training data
     * @param state parameters, updater state and outer state of the model, as little-endian float32
     */
    public PredictTask(PredictWork work, Broadcast<byte[]> data, Broadcast<byte[]> state) {
        this.work = work;
        this.data = data;
        this.state = state;
    }

    @Override
    public byte[] apply(Iterator<Integer> ignored) {
        TaskContext context = TaskContext.get();
        Computing.prepare(SparkEnv.get().conf(), context.cpus());
        Residents.Wish wish = new Residents.Wish(work.run(), 0, TOKEN, List.of());
        try (Resident resident = Residents.ofThisJvm().borrow(wish, () -> RunData.fromBytes(data.value()))) {
            if (!resident.holds(TOKEN)) {
                resident.model().copyFrom(resident.read(state.value()).values());
            }
            byte[] rows = encode(ROWS, predict(resident, work.part(context.partitionId())));
            resident.endedWith(TOKEN);
            return rows;
        } catch (BadBatchException e) {
            if (!e.isOfTheData()) {
                throw e;
            }
            return encode(FAULT, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.killTaskIfInterrupted();
            throw new IllegalStateException("Interrupted while predicting", e);
        }
    }

    private String predict(Resident resident, IndexRange batches) throws InterruptedException {
        Predictor predictor = new Predictor(resident.model(), work.feed());
        return new PredictionText(predictor, work.format(), work.batchSize()).of((Sequence) resident.train(), batches);
    }

    private static byte[] encode(byte kind, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + content.length).put(kind).put(content).array();
    }
}
