package dev.tandem.config;

import dev.tandem.data.ImageShape;
import dev.tandem.image.PictureInputs;
import dev.tandem.table.CellReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Pictures in the cells of a table.
 *
 * @param pictures makes model inputs of them
 */
record PictureCells(PictureInputs pictures) implements CellReader {

    @Override
    public List<Integer> shape() {
        ImageShape shape = pictures.shape();
        return List.of(shape.channels(), shape.height(), shape.width());
    }

    @Override
    public Map<String, Object> notes() {
        return pictures.notes();
    }

    @Override
    public void read(byte[] cell, long pass, int row, float[] inputs, int offset) throws IOException {
        pictures.write(cell, pass, row, inputs, offset);
    }

    @Override
    public void complete(long pass, int batch, float[] inputs, float[] targets, int rows) {
        pictures.mix(pass, batch, inputs, targets, rows);
    }
}
