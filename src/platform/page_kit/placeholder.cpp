namespace tarn { }
