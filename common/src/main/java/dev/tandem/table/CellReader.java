package dev.tandem.table;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** What the bytes in a column mean, such as encoded pictures. Called from several threads at once. */
public interface CellReader extends Serializable {

    /** The shape of one decoded cell: what follows the batch size in the input's shape. */
    List<Integer> shape();

    /** What a model must remember to read other cells alike. */
    Map<String, Object> notes();

    /**
     * Writes as many values as the shape says.
     *
     * @param cell its bytes, not to be changed
     * @param pass over the table, from 0
     * @param row of the table, from 0
     * @param inputs receives the values
     * @param offset where the first of them goes
     * @throws IOException if it cannot be decoded; the message reads on after the place of the cell
     */
    void read(byte[] cell, long pass, int row, float[] inputs, int offset) throws IOException;

    /**
     * Changes a batch in place after all its cells were read.
     *
     * @param pass over the table, from 0
     * @param batch its number in the table, from 0
     * @param inputs row by row
     * @param targets row by row
     * @param rows how many it has
     */
    default void complete(long pass, int batch, float[] inputs, float[] targets, int rows) {}
}
